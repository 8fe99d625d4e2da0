"""For working on Lyceum itself: plain HTTP, error pages with details, unhashed assets."""

import os

os.environ.setdefault("LYCEUM_HTTPS", "0")

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

DEBUG = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
