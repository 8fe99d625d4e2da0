"""Finishes a page: puts in the icons that it uses and says how heavy it is; refuses kindly when the disk is full."""

import logging
import re
import zlib
from collections.abc import Callable
from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lyceum.ui import errors, icons
from lyceum.ui.formats import kilobytes

log = logging.getLogger(__name__)
SPRITE, WEIGHT = b"<!--sprite-->", b"<!--weight-->"
#: How the renderer of a page's texts says what a picture in them weighs.
PICTURE = re.compile(rb'<figure data-bytes="(\d+)">')
REFERENCE = re.compile(rb'href="#([im]-[a-z0-9]+)"')


class PageWeightMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        content = add_sprite(response.content)
        if WEIGHT in content:
            content = content.replace(WEIGHT, weight_of(content).encode())
        response.content = content
        return response


def add_sprite(content: bytes) -> bytes:
    used = sorted({match.decode() for match in REFERENCE.findall(content)})
    return content.replace(SPRITE, icons.sprite(used).encode()) if used else content


def weight_of(content: bytes) -> str:
    pictures = sum(int(size) for size in PICTURE.findall(content))
    total = len(zlib.compress(content, 1)) + _style_weight() + pictures
    return _("This page: %(size)s, style sheet and pictures included.") % {"size": kilobytes(total)}


def _stored_name(name: str) -> str:
    hashed = getattr(staticfiles_storage, "stored_name", None)
    return str(hashed(name)) if hashed else name


@cache
def _style_weight() -> int:
    try:
        with staticfiles_storage.open(_stored_name("lyceum.css")) as file:
            return len(zlib.compress(file.read(), 9))
    except (AttributeError, OSError, ValueError):
        return 0


class FullDiskMiddleware:
    """When nothing more can be written, says so with what was typed, rather than breaking; what was accepted stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not errors.is_full(exception):
            return None
        log.critical("the disk is full: %s", exception)
        response = errors.page(request, 503, typed=errors.typed_texts(request))
        response.headers["Retry-After"] = "120"
        return response
