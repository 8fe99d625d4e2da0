import os

os.environ.setdefault("LYCEUM_STAFF_SECOND_FACTOR", "1")

from config.settings.base import *  # noqa: F403
