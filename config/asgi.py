"""The live process: streams of server-sent events, apart from the pages so that a slow line never holds a page up."""

import os

from django.core.asgi import get_asgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.live"
application = get_asgi_application()
