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
        rows = []
        for name, (path, signed) in PAGES.items():
            request = partial(fetch, path, cookie if signed else "")
            burst(lyceum, request, 100)
            load = burst(lyceum, request, 1500)
            size = f"{weigh(lyceum, path, cookie if signed else '') / 1024:.1f}"
            rows.append(
                [name, f"{load.cpu_ms:.1f}", f"{load.per_second:.0f}", f"{load.median:.0f}", f"{load.p95:.0f}", size]
            )
        table(["page", "CPU ms a request", "requests/s", "median ms", "p95 ms", "HTML KB, compressed"], rows)
    finally:
        lyceum.remove()


if __name__ == "__main__":
    main()
