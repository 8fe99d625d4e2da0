"""`./run`: set up what is not set up, then serve until told to stop."""

import argparse
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from config.env import BASE_DIR
from config.machine import venv_bin
from config.processes import configuration
from config.setup import Setup, say


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Sets Lyceum up on this machine and serves it. ./run doctor tells what the machine has and lacks.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port",
        type=int,
        default=8000,
        help="port of the pages; live verdicts use the next one (default: %(default)s)",
    )
    parser.add_argument(
        "--data", type=Path, default=BASE_DIR / "data", help="folder for database, files and keys (default: ./data)"
    )
    parser.add_argument("--empty", action="store_true", help="without the starter courses")
    parser.add_argument("--demo", action="store_true", help="with invented schools and people, on a new installation")
    parser.add_argument("--setup-only", action="store_true", help="set up, but do not serve")
    options = parser.parse_args()
    if options.demo and options.empty:
        parser.error("--demo needs the starter courses, which --empty leaves out")
    return options


def environment(options: argparse.Namespace) -> None:
    """Settings of an installation on one machine; what is set already stays."""
    hosts = ["127.0.0.1", "localhost", "[::1]"] + ([] if options.host in {"127.0.0.1", "0.0.0.0"} else [options.host])  # noqa: S104
    os.environ["LYCEUM_DATA"] = str(options.data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
    os.environ.setdefault("LYCEUM_HTTPS", "0")
    os.environ.setdefault("LYCEUM_HOSTS", ",".join(hosts))
    os.environ.setdefault("LYCEUM_URL", f"http://{options.host}:{options.port}")
    os.environ.setdefault("LYCEUM_LIVE_PORT", str(options.port + 1))
    if options.demo:
        # Invented people have neither passkey nor authenticator.
        os.environ.setdefault("LYCEUM_STAFF_SECOND_FACTOR", "0")


def announce_when_ready(host: str, port: int) -> None:
    """A child that waits for the first answer, says where Lyceum is, and ends."""
    if os.fork():
        return
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2)  # noqa: S310
            say(f"\nLyceum is ready at {address}  (stop with Ctrl-C)\n")
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    os._exit(0)


def main() -> None:
    options = arguments()
    environment(options)
    data = options.data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    setup = Setup(data, empty=options.empty)
    setup.all()
    if options.demo:
        setup.demo()
    if options.setup_only:
        return
    file = data / "supervisord.conf"
    file.write_text(configuration(data, options.host, options.port))
    announce_when_ready(options.host, options.port)
    os.execv(sys.executable, [sys.executable, str(venv_bin() / "supervisord"), "-c", str(file)])  # noqa: S606


if __name__ == "__main__":
    main()
