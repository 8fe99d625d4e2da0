"""Parts of a file, for players that jump into a sound (RFC 9110, section 14): one range at a time."""

import re
from collections.abc import Iterator

from django.core.files import File
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,18})-(?P<last>[0-9]{0,18})|-(?P<suffix>[0-9]{1,18}))")
CHUNK = 64 * 1024


class Unsatisfiable(Exception):
    """The range lies behind the end of the file."""


def part_of(header: str, size: int) -> range | None:
    """The bytes that a `Range` header asks for, None where it asks for nothing that we give: the whole file is sent."""
    found = RANGE.fullmatch(header.strip())
    if found is None:
        return None
    if found["suffix"]:
        part = range(max(0, size - int(found["suffix"])), size)
    else:
        first, last = int(found["first"]), int(found["last"] or size)
        if found["last"] and last < first:
            return None
        part = range(first, min(last + 1, size))
    if not part:
        raise Unsatisfiable
    return part


def partial_response(request: HttpRequest, file: "File[bytes]", etag: str) -> HttpResponseBase | None:
    """206 with the part asked for, 416 if there is none, None where the whole file is to be sent."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    size = file.size
    try:
        part = part_of(request.headers.get("Range", ""), size)
    except Unsatisfiable:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if part is None:
        return None
    response = StreamingHttpResponse(_read(file, part), status=206)
    response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response["Content-Length"] = str(len(part))
    response._resource_closers.append(file.close)  # type: ignore[attr-defined]
    return response


def _read(file: "File[bytes]", part: range) -> Iterator[bytes]:
    file.seek(part.start)
    left = len(part)
    while left and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
