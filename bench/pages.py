"""CPU per request, requests per second and weight of the main pages.

    python -m bench.pages

Beside them, in the same run: a page that does nothing (`/health`), as the floor of the server itself. Figures of Moodle 4.5 and DMOJ,
measured on a machine of the same size, are in docs/reference/performance.md.
"""

import gzip
from functools import partial
from http.client import HTTPConnection

from bench.measuring import burst, learner_cookie, table
from tests.installation import Installation

COURSE = "/en/courses/first-steps-in-python/"
PAGES = {
    "nothing (/health)": ("/health", False),
    "home, visitor": ("/en/", False),
    "course, visitor": (COURSE, False),
    "course, signed in": (COURSE, True),
    "reading, signed in": (f"{COURSE}first-program/", True),
    "quiz, signed in": (f"{COURSE}check-hello/", True),
    "exercise, signed in": (f"{COURSE}say-hello/", True),
    "exercise list, signed in": ("/en/code/", True),
    "my page, signed in": ("/en/my/", True),
}


ALONE = """
import time
from http.cookies import SimpleCookie
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_ENCODING="gzip")
client.cookies = SimpleCookie("{cookie}")
for path in {paths}:
    rounds = []
    for _ in range(10):
        started = time.process_time()
        for _ in range(20):
            client.get(path)
        rounds.append((time.process_time() - started) * 50)
    print("alone:", path, min(rounds))
"""


def alone(lyceum: Installation, paths: list[str], cookie: str) -> dict[str, float]:
    """CPU milliseconds a request inside one process while nothing else runs; the best of ten rounds, as machines are noisy.

    With a client at work on the same few cores a server takes more CPU for the same request.
    """
    said = lyceum.manage("shell", "--no-imports", "-c", ALONE.format(cookie=cookie, paths=paths))
    rows = (line.split() for line in said.splitlines() if line.startswith("alone:"))
    return {path: float(cost) for _, path, cost in rows}


def fetch(path: str, cookie: str, connection: HTTPConnection, number: int) -> int:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def weigh(lyceum: Installation, path: str, cookie: str) -> int:
    connection = HTTPConnection("127.0.0.1", lyceum.port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
    body = connection.getresponse().read()
    connection.close()
    return len(body if body[:2] == b"\x1f\x8b" else gzip.compress(body))


def main() -> None:
    lyceum = Installation().start()
    try:
        cookie = learner_cookie(lyceum)
        for path in (COURSE, f"{COURSE}first-program/"):
            fetch(path, cookie, HTTPConnection("127.0.0.1", lyceum.port), 0)
        costs: dict[bool, dict[str, float]] = {}
        for signed in (False, True):
            wanted = [path for path, needs in PAGES.values() if needs is signed]
            costs[signed] = alone(lyceum, wanted, cookie if signed else "")
        rows = []
        for name, (path, signed) in PAGES.items():
            request = partial(fetch, path, cookie if signed else "")
            burst(lyceum, request, 100)
            load = burst(lyceum, request, 1500)
            size = f"{weigh(lyceum, path, cookie if signed else '') / 1024:.1f}"
            rows.append(
                [
                    name,
                    f"{costs[signed][path]:.1f}",
                    f"{load.cpu_ms:.1f}",
                    f"{load.per_second:.0f}",
                    f"{load.median:.0f}",
                    f"{load.p95:.0f}",
                    size,
                ]
            )
        table(
            [
                "page",
                "CPU ms a request, alone",
                "the same, 16 at once",
                "requests/s",
                "median ms",
                "p95 ms",
                "HTML KB, compressed",
            ],
            rows,
        )
    finally:
        lyceum.remove()


if __name__ == "__main__":
    main()
