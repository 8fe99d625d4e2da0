"""For the live process: streams only. No compression, which would hold events back, no sessions, no page's apps."""

from config.settings.base import *  # noqa: F403

ROOT_URLCONF = "config.live_urls"
# The second is asked for by the library whose tables are named below.
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "allauth.account.middleware.AccountMiddleware"]
INSTALLED_APPS = [
    "lyceum.coding",
    "lyceum.people",
    "lyceum.ui",
    "lyceum.kit",
    "django_tasks_db",
    # What people exports and erases names their tables.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
