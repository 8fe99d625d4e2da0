"""`lyceum`: the command of an installation."""

import os
import sys
from collections.abc import Callable

from config.env import BASE_DIR

HELP = """lyceum manage COMMAND …       Django's management commands (createsuperuser, migrate, shell …)
lyceum import PACK            import a content pack: a folder, a ZIP or a checkout
lyceum export SLUG TARGET     write a course's pack to a folder, or to a file ending in .zip
lyceum backup FILE            copy all of this installation into one file while it runs; --for KEY locks it
lyceum restore FILE           put a backup in the place of what is here
lyceum messages [--check]     renew the translation catalogs, or only say what is missing, stale or malformed
lyceum doctor                 what this machine has and lacks, with remedies
"""


def manage(*arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
    os.environ.setdefault("LYCEUM_HTTPS", "0")
    from django.core.management import execute_from_command_line  # needs the settings chosen above

    execute_from_command_line(["lyceum manage", *arguments])


def messages(*arguments: str) -> None:
    from config.messages import main as run  # needs gettext's programs; the other commands do not

    run(list(arguments))


def doctor(*arguments: str) -> None:
    from config import doctor as checks

    sys.argv = ["lyceum doctor", *arguments]
    checks.main()


def backup(*arguments: str) -> None:
    from config.backup.command import backup as run  # needs libraries that the other commands do not

    run(*arguments)


def restore(*arguments: str) -> None:
    from config.backup.command import restore as run

    run(*arguments)


COMMANDS: dict[str, Callable[..., None]] = {
    "manage": manage,
    "import": lambda *arguments: manage("import_pack", *arguments),
    "export": lambda *arguments: manage("export_pack", *arguments),
    "backup": backup,
    "restore": restore,
    "messages": messages,
    "doctor": doctor,
}


def main() -> None:
    sys.path.insert(0, str(BASE_DIR))
    name, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if name not in COMMANDS:
        print(HELP, end="", file=sys.stdout if name in {"", "help", "--help", "-h"} else sys.stderr)
        sys.exit(0 if name in {"help", "--help", "-h"} else 2)
    COMMANDS[name](*arguments)
