"""Runs a command with PostgreSQL, Redis and a broker: those found on this machine, else throw-away ones.

python -m tests.services pytest -m services
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

POSTGRES, REDIS, RABBIT = 5432, 6379, 5672


def answers(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def wait_for(port: int, name: str) -> None:
    deadline = time.monotonic() + 60
    while not answers(port):
        if time.monotonic() > deadline:
            sys.exit(f"{name} did not start")
        time.sleep(0.1)


class Services:
    """Addresses of the three, and how to end those that were started here."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.folder = Path(stack.enter_context(TemporaryDirectory(prefix="lyceum-services-")))
        self.folder.chmod(0o755)

    def postgres(self) -> str:
        if answers(POSTGRES):
            for address in (
                "postgresql://postgres@127.0.0.1:5432/postgres",
                "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
            ):
                if _opens(address):
                    return address
        return self._own_postgres()

    def _own_postgres(self) -> str:
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or _lacking("postgresql")
        data, port = self.folder / "postgres", free_port()
        data.mkdir()
        run = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"] if os.geteuid() == 0 else []
        if run:
            shutil.chown(data, "postgres", "postgres")
        make = [*run, str(binaries[-1] / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        serve = [
            *run,
            str(binaries[-1] / "postgres"),
            "-D",
            str(data),
            "-p",
            str(port),
            "-h",
            "127.0.0.1",
            "-k",
            str(data),
        ]
        self._start(serve, port, "PostgreSQL")
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def redis(self) -> str:
        if answers(REDIS):
            return f"redis://127.0.0.1:{REDIS}/9"
        port = free_port()
        program = shutil.which("redis-server") or _lacking("redis-server")
        self._start([str(program), "--bind", "127.0.0.1", "--port", str(port), "--save", ""], port, "Redis")
        return f"redis://127.0.0.1:{port}/0"

    def broker(self) -> str:
        if answers(RABBIT):
            return f"amqp://guest:guest@127.0.0.1:{RABBIT}//"
        program = shutil.which("rabbitmq-server") or "/usr/lib/rabbitmq/bin/rabbitmq-server"
        if not Path(program).exists():
            _lacking("rabbitmq-server")
        port, distribution = free_port(), free_port()
        places = {name: str(self.folder / name.lower()) for name in ("RABBITMQ_MNESIA_BASE", "RABBITMQ_LOG_BASE")}
        own = {
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_DIST_PORT": str(distribution),
        }
        own |= {
            "RABBITMQ_NODENAME": f"lyceum{port}@localhost",
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            **places,
        }
        self._start([program], port, "RabbitMQ", own)
        return f"amqp://guest:guest@127.0.0.1:{port}//"

    def _start(self, command: list[str], port: int, name: str, extra: dict[str, str] | None = None) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **(extra or {})})
        self.stack.callback(process.wait, 30)
        self.stack.callback(process.terminate)
        wait_for(port, name)


def _opens(address: str) -> bool:
    import psycopg  # the tests' own driver; absent where only ./run was used

    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _lacking(package: str) -> list[Path]:
    sys.exit(f"{package} neither runs nor is installed: apt-get install {package}")


def main() -> None:
    with ExitStack() as stack:
        services = Services(stack)
        found = {
            "LYCEUM_DATABASE": services.postgres(),
            "LYCEUM_REDIS": services.redis(),
            "LYCEUM_BROKER": services.broker(),
        }
        for name, address in found.items():
            print(f"{name}: {address.rpartition('@')[2]}", flush=True)  # noqa: T201
        status = subprocess.run(sys.argv[1:], env={**os.environ, **found}, check=False).returncode
    sys.exit(status)


if __name__ == "__main__":
    main()
