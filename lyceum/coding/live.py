"""Live verdicts: a stream of server-sent events that ends with the verdict. Runs in the live process."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from lyceum.coding.models import Submission

SALT = "lyceum.coding.live"
TOKEN_SECONDS = 3600
LOOK_SECONDS = 0.2
LONGEST_SECONDS = 300


def live_address(request: HttpRequest, submission: Submission) -> str:
    """Where to listen for this submission's verdict. The token names one submission and opens nothing else."""
    path = f"/live/submissions/{signing.dumps(str(submission.uuid), salt=SALT)}/"
    if not settings.LIVE_PORT:
        return path
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return f"http://{name}:{settings.LIVE_PORT}{path}"


async def submission_stream(request: HttpRequest, token: str) -> HttpResponse | StreamingHttpResponse:
    """`state` events until the verdict is there; the page then fetches it. Reconnecting starts from the current state."""
    try:
        name = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return HttpResponse(status=404)
    response = StreamingHttpResponse(_states(name), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "null")
    return response


async def _states(name: str) -> AsyncIterator[str]:
    last = ""
    yield "retry: 2000\n\n"
    with watcher.watch(name) as state_of:
        for _ in range(int(LONGEST_SECONDS / LOOK_SECONDS)):
            state = state_of()
            if state and state != last:
                last = state
                yield f"event: state\ndata: {state}\n\n"
            if state == Submission.State.DONE:
                return
            await watcher.look()


class Watcher:
    """Looks at all watched submissions in one query, however many listen."""

    def __init__(self) -> None:
        self.listeners: dict[str, int] = defaultdict(int)
        self.states: dict[str, str] = {}
        self.looking: asyncio.Task[None] | None = None

    def watch(self, name: str) -> "Watch":
        return Watch(self, name)

    async def look(self) -> None:
        """Wait for the next look; the first to come starts it, the others wait for the same."""
        if self.looking is None or self.looking.done():
            self.looking = asyncio.create_task(self._look())
        await asyncio.shield(self.looking)

    async def _look(self) -> None:
        await asyncio.sleep(LOOK_SECONDS)
        rows = Submission.objects.filter(uuid__in=list(self.listeners)).values_list("uuid", "state")
        self.states.update({str(name): state async for name, state in rows})


class Watch:
    """One listener's interest in one submission, for as long as the block lasts."""

    def __init__(self, owner: Watcher, name: str) -> None:
        self.owner, self.name = owner, name

    def __enter__(self) -> "Watch":
        self.owner.listeners[self.name] += 1
        return self

    def __call__(self) -> str:
        return self.owner.states.get(self.name, "")

    def __exit__(self, *exc: object) -> None:
        self.owner.listeners[self.name] -= 1
        if not self.owner.listeners[self.name]:
            del self.owner.listeners[self.name]
            self.owner.states.pop(self.name, None)


watcher = Watcher()
