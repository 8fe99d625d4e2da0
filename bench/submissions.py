"""300 programs in ten seconds, arriving evenly: all accepted durably, how fast, and judged in what order; then one alone, from click to verdict.

python -m bench.submissions [COUNT]
"""

import re
import sqlite3
import sys
import time
import urllib.parse
import uuid
from contextlib import closing
from functools import partial
from http.client import HTTPConnection

from bench.measuring import burst, learner_cookie, table
from tests.installation import Installation

ADDRESS = "/en/code/sum/"
MAKE = "from bench.submissions import make_problem; make_problem()"
PYTHON = "a, b = map(int, input().split())\nprint(a + b)\n"
CPP = "#include <bits/stdc++.h>\nint main() { long a, b; std::cin >> a >> b; std::cout << a + b << '\\n'; }\n"


def make_problem() -> None:
    """A + B with 20 tests; runs inside the installation."""
    from tests.coding.problems import make_problem as make

    tests = "\n".join(f'  - {{id: t{n}, input: "{n} {n * 7}\\n", output: "{n * 8}\\n"}}' for n in range(20))
    make("sum", f"kind: problem\nminutes: 5\nskills: [a.b]\nlanguages: [python, cpp]\ntests:\n{tests}\n")


class Learner:
    """A signed-in learner's posts."""

    def __init__(self, lyceum: Installation) -> None:
        self.cookie = learner_cookie(lyceum)
        connection = HTTPConnection("127.0.0.1", lyceum.port)
        connection.request("GET", ADDRESS, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        page, cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie") or []
        connection.close()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        self.token = token[1]
        self.cookie += "; " + "; ".join(cookie.split(";")[0] for cookie in cookies)

    def post(self, language: str, source: str, connection: HTTPConnection, number: int) -> int:
        form = {
            "do": "submit",
            "language": language,
            "source": f"{source}",
            "once": str(uuid.uuid4()),
            "csrfmiddlewaretoken": self.token,
        }
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", ADDRESS, urllib.parse.urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def query(lyceum: Installation, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(lyceum.data / "lyceum.sqlite3", timeout=30)) as database:
        return database.execute(sql).fetchall()


def wait(lyceum: Installation) -> float:
    started = time.perf_counter()
    while query(lyceum, "SELECT 1 FROM coding_submission WHERE state != 'done' LIMIT 1"):
        time.sleep(0.01)
    return time.perf_counter() - started


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    lyceum = Installation(empty=True, LYCEUM_SUBMISSIONS_PER_MINUTE="1000000").start()
    try:
        lyceum.manage("shell", "--no-imports", "-c", MAKE)
        learner = Learner(lyceum)
        rows = []
        for name, language, source in (("Python", "python", PYTHON), ("C++", "cpp", CPP)):
            for _ in range(3):
                single = burst(lyceum, partial(learner.post, language, source), 2, 1)
                wait(lyceum)
            connection = HTTPConnection("127.0.0.1", lyceum.port)
            started = time.perf_counter()
            learner.post(language, source, connection, 0)
            wait(lyceum)
            rows.append([name, f"{single.median:.0f}", f"{(time.perf_counter() - started) * 1000:.0f}"])
            connection.close()
        table(["A+B, 20 tests", "ms to the answer", "ms from sending to the verdict in the database"], rows)
        load = burst(lyceum, partial(learner.post, "python", PYTHON), count, at_once=64, within=count / 30)
        seconds = wait(lyceum)
        ids = [row[0] for row in query(lyceum, "SELECT id FROM coding_submission ORDER BY judged_at")]
        late = max(abs(place - rank) for rank, place in enumerate(sorted(range(len(ids)), key=lambda n: ids[n])))
        kept = query(lyceum, "SELECT count(*) FROM coding_submission WHERE verdict = 'accepted'")[0][0]
        table(
            [
                "sent at once",
                "in s",
                "median ms",
                "p95 ms",
                "p99 ms",
                "accepted verdicts",
                "all judged after s",
                "furthest out of order",
            ],
            [
                [
                    count,
                    f"{load.seconds:.1f}",
                    f"{load.median:.0f}",
                    f"{load.p95:.0f}",
                    f"{load.p99:.0f}",
                    kept,
                    f"{seconds:.1f}",
                    late,
                ]
            ],
        )
    finally:
        lyceum.remove()


if __name__ == "__main__":
    main()
