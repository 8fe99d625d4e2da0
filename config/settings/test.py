"""For the tests: throw-away data, quick hashing, tasks run at once unless a test asks for a real queue."""

import os
import tempfile

os.environ.setdefault("LYCEUM_DATA", tempfile.mkdtemp(prefix="lyceum-test-"))
os.environ.setdefault("LYCEUM_SECRET_KEY", "only-for-tests")
os.environ.setdefault("LYCEUM_HTTPS", "0")

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATA_DIR, DATABASES, REDIS, STORAGES, TASKS

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Unit tests look into the embedded queue; a broker is tested with a whole installation.
BROKER = ""
TASKS = {"default": {**TASKS["default"], "BACKEND": "django_tasks_db.DatabaseBackend"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True

# A file, so that threads meet as they do in an installation; without waiting for the disk.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    options = DATABASES["default"]["OPTIONS"]
    quick = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"] = {**options, "init_command": quick}
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# Each test process its own part of Redis, as clearing the cache clears all of it.
if REDIS:
    number = 10 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES = {"default": {**CACHES["default"], "LOCATION": f"{REDIS.rpartition('/')[0]}/{number}"}}
