"""Media of packs and the schemas of their format: no page, no language, no session."""

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from lyceum.courses import selectors
from lyceum.courses.packs import schemas
from lyceum.courses.services.packs import MEDIA_FOLDER
from lyceum.courses.serving import medium_response

YEAR = 365 * 24 * 3600


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


@require_safe
@cache_control(public=True, max_age=3600)
def schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """The JSON Schema of one kind of file of a pack, format 1."""
    if name not in schemas.NAMES:
        raise Http404
    return JsonResponse(schemas.schema(name), content_type="application/schema+json")
