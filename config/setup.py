"""Makes an installation ready: assets, translations, keys, database, starter content. Each step is skipped when done."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polib
import yaml

from config import machine
from config.env import BASE_DIR
from config.stamps import Stamps, fingerprint

FRONTEND = BASE_DIR / "frontend"
STARTER = BASE_DIR / "content" / "courses"
ASSET_SOURCES = [BASE_DIR / "lyceum" / "ui" / "css", BASE_DIR / "lyceum" / "ui" / "components", FRONTEND / "src",
                 FRONTEND / "build.mjs", FRONTEND / "package-lock.json", *sorted((BASE_DIR / "lyceum").glob("*/static"))]  # fmt: skip


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


class Setup:
    """The steps in their order; `data` is the folder of this installation."""

    def __init__(self, data: Path, *, empty: bool = False) -> None:
        self.data, self.empty = data, empty
        self.of_build = Stamps(BASE_DIR / "build")
        self.of_data = Stamps(data)

    def all(self) -> None:
        self.system_packages()
        self.keys()
        self.build()
        self.database()
        if not self.empty:
            self.content()

    def system_packages(self) -> None:
        lacking = machine.missing(machine.NEEDS)
        if not lacking:
            return
        say(f"· Installing system packages: {', '.join(need.package for need in lacking)}")
        lacking = machine.install(lacking)
        for need in lacking:
            say(f"  {need.package} is missing: it {need.why}")
        if lacking:
            say(f"  Install with: {machine.command_for(lacking)}")

    def keys(self) -> None:
        """A secret of this installation's own, readable by its owner alone."""
        file = self.data / "keys" / "secret_key"
        if file.exists():
            return
        say("· Making keys")
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(50))

    def build(self) -> None:
        catalogs = sorted((BASE_DIR / "locale").glob("*/LC_MESSAGES/*.po"))
        self._step(
            "Preparing translations", self.of_build, "messages", fingerprint(catalogs), lambda: compile_all(catalogs)
        )
        built = self._step("Building the front end", self.of_build, "assets", fingerprint(ASSET_SOURCES), build_assets)
        collected = (BASE_DIR / "build" / "static" / "staticfiles.json").is_file()
        if built or not collected:
            say("· Collecting assets")
            manage("collectstatic", "--noinput", "--verbosity", "0")

    def database(self) -> None:
        migrations = fingerprint(
            [*sorted((BASE_DIR / "lyceum").glob("*/migrations")), BASE_DIR / "requirements" / "run.txt"]
        )
        address = os.environ.get("LYCEUM_DATABASE", "")
        self._step(
            "Preparing the database",
            self.of_data,
            f"database {address}",
            migrations,
            lambda: manage("migrate", "--verbosity", "0"),
        )

    def content(self) -> None:
        address = os.environ.get("LYCEUM_DATABASE", "")
        for pack in sorted(STARTER.glob("*/"), key=first_age):
            name = f"Importing the course {pack.name}"
            step = partial(manage, "import_pack", str(pack))
            try:
                self._step(name, self.of_data, f"content {pack.name} {address}", fingerprint([pack]), step)
            except subprocess.CalledProcessError:
                say("  it was refused for the reasons above; everything else goes on")

    def demo(self) -> None:
        """Invented schools and people, once. Refused where real people are; the command says so."""
        key = f"demo {os.environ.get('LYCEUM_DATABASE', '')}"
        inputs = fingerprint([BASE_DIR / "content" / "demo"])
        try:
            self._step("Making the demonstration", self.of_data, key, inputs, partial(manage, "make_demo"))
        except subprocess.CalledProcessError:
            raise SystemExit("The demonstration was not made, for the reason above.") from None

    def _step(self, name: str, stamps: Stamps, key: str, inputs: str, step: Callable[[], object]) -> bool:
        def told() -> None:
            say(f"· {name}")
            started = time.monotonic()
            step()
            say(f"  done in {time.monotonic() - started:.1f} s")

        return stamps.once(key, inputs, told)


def first_age(pack: Path) -> tuple[int, str]:
    """Courses for younger learners come first, in the list as well."""
    about = yaml.safe_load((pack / "pack.yaml").read_text(encoding="utf-8"))
    return about.get("ages", {}).get("from", 0), pack.name


def manage(*arguments: str) -> None:
    """A management command of this installation, whatever settings the caller itself runs with."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.prod"}
    subprocess.run([sys.executable, str(BASE_DIR / "manage.py"), *arguments], check=True, env=environment)  # noqa: S603


def compile_all(catalogs: list[Path]) -> None:
    for catalog in catalogs:
        polib.pofile(str(catalog)).save_as_mofile(str(catalog.with_suffix(".mo")))


def build_assets() -> None:
    """Node comes from a Python package, so that no Node of the system is needed."""
    node, npm = machine.node_bin() / "node", machine.npm_script()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    quiet = {"cwd": FRONTEND, "check": True, "env": environment}
    subprocess.run([node, npm, "ci", "--no-audit", "--no-fund", "--loglevel", "error", "--ignore-scripts"], **quiet)  # type: ignore[call-overload]  # noqa: S603
    subprocess.run([node, "build.mjs"], **quiet)  # type: ignore[call-overload]  # noqa: S603
