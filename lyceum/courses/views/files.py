"""Media of packs and the schemas of their format: no page, no language, no session."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from lyceum.courses import selectors
from lyceum.courses.packs import media, schemas
from lyceum.courses.services.packs import MEDIA_FOLDER
from lyceum.courses.views.ranges import partial_response

YEAR = 365 * 24 * 3600


def _etag(request: HttpRequest, digest: str, extension: str) -> str:
    return f'"{digest}"'


@require_safe
def medium(request: HttpRequest, digest: str, extension: str) -> HttpResponseBase:
    """A picture or sound of a course that the actor may see."""
    reach = selectors.reach_of_medium(request.actor, f"{digest}.{extension}")  # type: ignore[attr-defined]
    if reach is None:
        raise Http404
    response = medium_response(request, MEDIA_FOLDER, digest, extension)
    patch_cache_control(response, max_age=YEAR, immutable=True, **{reach: True})
    if reach == "private":
        patch_vary_headers(response, ["Cookie"])
    return response


@condition(etag_func=lambda request, folder, digest, extension: _etag(request, digest, extension))
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
    response = partial_response(request, file, _etag(request, digest, extension)) or FileResponse(file)
    response["Content-Type"] = media.TYPES[extension]
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """The JSON Schema of one kind of file of a pack, format 1."""
    if name not in schemas.NAMES:
        raise Http404
    return JsonResponse(schemas.schema(name), content_type="application/schema+json")
