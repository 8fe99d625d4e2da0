"""For the live process: streams only. No compression, which would hold events back, no sessions, no page's apps."""

from config.settings.base import *  # noqa: F403

ROOT_URLCONF = "config.live_urls"
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
INSTALLED_APPS = [
    "lyceum.coding",
    "lyceum.people",
    "lyceum.ui",
    "lyceum.kit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
