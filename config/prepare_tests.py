"""Gets a machine ready for the tests: system packages, translations, assets."""

import os
import sys

from config import machine
from config.env import BASE_DIR
from config.setup import Setup, say


def main() -> None:
    lacking = machine.install([*machine.NEEDS, *machine.TEST_NEEDS])
    for need in lacking:
        say(f"{need.package} is missing: it {need.why}")
    if lacking:
        say(f"Install with: {machine.command_for(lacking)}")
        sys.exit(1)
    folder = BASE_DIR / "build" / "test-data"
    os.environ["LYCEUM_DATA"] = str(folder)
    setup = Setup(folder)
    setup.keys()
    setup.build()


if __name__ == "__main__":
    main()
