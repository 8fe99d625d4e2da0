"""Sends stored pictures and sound: whole, in parts, or not at all when the reader has them."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import condition

from lyceum.courses.packs import media
from lyceum.courses.ranges import partial_response


def _etag(request: HttpRequest, folder: str, digest: str, extension: str) -> str:
    return f'"{digest}"'


@condition(etag_func=_etag)
def medium_response(request: HttpRequest, folder: str, digest: str, extension: str) -> HttpResponseBase:
    """A stored picture or sound, as what it was checked to be and nothing else; even opened alone it can run nothing."""
    if extension not in media.TYPES:
        raise Http404
    try:
        file = default_storage.open(f"{folder}/{digest}.{extension}")
    except OSError as error:
        raise Http404 from error
    if extension != "svg" or "Range" in request.headers:
        # All but drawings are compressed already, and a part of a file is sent as it is.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = partial_response(request, file, _etag(request, folder, digest, extension)) or FileResponse(file)
    response["Content-Type"] = media.TYPES[extension]
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
