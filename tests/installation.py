"""A whole Lyceum for tests: its own data folder, its own ports, the real processes under the real supervisor."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import mkdtemp

import psutil

ROOT = Path(__file__).resolve().parent.parent
CLEARED = ("DJANGO_SETTINGS_MODULE", "LYCEUM_SECRET_KEY", "LYCEUM_DATA", "LYCEUM_HTTPS")


def free_port() -> int:
    """A port that is free now, and the next one too: the live process takes it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


class Installation:
    """Started with `start`, gone with `remove`. Only its own processes are ever ended."""

    def __init__(self, *, empty: bool = False, **settings: str) -> None:
        self.data = Path(mkdtemp(prefix="lyceum-installation-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.empty = empty
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in CLEARED}
        own = {"LYCEUM_DATA": str(self.data), "LYCEUM_HTTPS": "0", "LYCEUM_STAFF_SECOND_FACTOR": "0"}
        return {**kept, **own, **self.settings}

    def start(self) -> "Installation":
        arguments = ["--data", str(self.data), "--port", str(self.port), *(["--empty"] if self.empty else [])]
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.start", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.wait_for("/health")
        return self

    def wait_for(self, path: str, seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.url + path, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise TimeoutError((self.data / "log").read_text()[-2000:])

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "config.settings.prod"}
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout

    def processes(self, words: str) -> list[psutil.Process]:
        """Our own processes whose command line holds these words."""
        assert self.process is not None
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [one for one in family if words in " ".join(_command(one))]

    def kill(self, words: str) -> int:
        """End with SIGKILL what holds these words; how many there were."""
        victims = self.processes(words)
        for victim in victims:
            try:
                victim.send_signal(signal.SIGKILL)
            except psutil.NoSuchProcess:
                continue
        return len(victims)

    def stop(self) -> int:
        """What Ctrl-C does; the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.data, ignore_errors=True)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
