"""Limits on how often an address may try; kept in the cache."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from lyceum.ui.errors import page


def is_over(key: str, *, limit: int, seconds: int) -> bool:
    """Count one try under `key`; true once more than `limit` were made within `seconds`."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:
        return False


def was_over(key: str, *, limit: int) -> bool:
    """Whether more than `limit` tries were counted under `key`; asking counts none."""
    return int(cache.get(key, 0)) > limit


def limited(name: str, *, per_hour: int) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Posts to this view from one address: at most so many an hour, then the page that asks for a pause."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            address = get_adapter().get_client_ip(request)
            if request.method == "POST" and is_over(f"limit:{name}:{address}", limit=per_hour, seconds=3600):
                return page(request, 429)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
