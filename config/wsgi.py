"""The pages, for any WSGI server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()

# All pages are loaded before the workers fork and then left alone by the collector, so that the memory stays shared.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
