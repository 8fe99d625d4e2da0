"""Ten thousand institutions and a million learners on one PostgreSQL, beside a small installation of the same code.

    python -m tests.services python -m bench.scale [--institutions 10000] [--learners 1000000]

For each page: its queries, which must not grow, and p95 over different people, which must stay within 1.5 times the small one's.
The pages run inside one process, so that no network is measured.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from bench.measuring import table

ROOT = Path(__file__).resolve().parent.parent
TURNS, TURN = 9, 20
COURSE = "/en/courses/first-steps-in-python/"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--institutions", type=int, default=10_000)
    parser.add_argument("--learners", type=int, default=1_000_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options.institutions, options.learners)
        return
    with ExitStack() as stack:
        compare(Site(stack, 1, 50), Site(stack, options.institutions, options.learners))


class Site:
    """An installation of its own, filled; a process in it measures what it is told to."""

    def __init__(self, stack: ExitStack, institutions: int, learners: int) -> None:
        print(f"\n{institutions:,} institutions, {learners:,} learners", flush=True)
        environment = database(stack)
        for command in (["migrate", "-v", "0"], ["import_pack", str(ROOT / "content/courses/first-steps-in-python")]):
            manage = [sys.executable, "manage.py", *command]
            subprocess.run(manage, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        size = ["--institutions", str(institutions), "--learners", str(learners)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.scale", *size, "--inside"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        stack.callback(self.process.wait, 60)
        stack.callback(self.process.terminate)
        self.answer()

    def measure(self, page: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{page}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found
            print(line, end="", flush=True)
        raise EOFError("the installation ended early")


def database(stack: ExitStack) -> dict[str, str]:
    name = f"lyceum_scale_{uuid.uuid4().hex[:8]}"
    server = psycopg.connect(os.environ["LYCEUM_DATABASE"], autocommit=True)
    stack.callback(server.close)
    server.execute(f"CREATE DATABASE {name}")
    stack.callback(server.execute, f"DROP DATABASE {name} WITH (FORCE)")
    data = stack.enter_context(TemporaryDirectory(prefix="lyceum-scale-"))
    address = f"{os.environ['LYCEUM_DATABASE'].rpartition('/')[0]}/{name}"
    own = {
        "LYCEUM_DATABASE": address,
        "LYCEUM_DATA": data,
        "LYCEUM_SECRET_KEY": uuid.uuid4().hex * 2,
        "LYCEUM_HTTPS": "0",
    }
    return {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings.prod"}


def inside(institutions: int, learners: int) -> None:
    """In the process that has the settings of the installation: fill, then measure."""
    import django

    django.setup()
    from bench.filling import Filler

    filler = Filler(institutions, learners)
    filler.fill()
    chance = random.Random(11)
    print("{}", flush=True)
    for line in sys.stdin:
        print(json.dumps(measure(PAGES[line.strip()], filler, chance)), flush=True)


def measure(page: Any, filler: Any, chance: random.Random) -> dict[str, Any]:
    """One turn of a page: the times of different people, and the most queries that any of them took."""
    from django.db import connection, reset_queries

    times, queries = [], 0
    for number in range(TURN + 1):
        client, send = page(chance, filler)
        connection.force_debug_cursor = True
        reset_queries()
        started = time.perf_counter()
        answer = send(client)
        took = (time.perf_counter() - started) * 1000
        connection.force_debug_cursor = False
        assert answer.status_code in {200, 302}, answer.status_code
        if number:
            times.append(took)
            queries = max(queries, len(connection.queries))
    return {"times": times, "queries": queries}


def signed_in(profile: int) -> Any:
    from django.test import Client

    from lyceum.people.models import Account

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(pk=profile), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["profile"] = profile
    session.save()
    return client


def as_learner(path: str) -> Any:
    def page(chance: random.Random, filler: Any) -> Any:
        return signed_in(chance.randint(1, filler.learners)), lambda client: client.get(path)

    return page


def as_educator(path: str) -> Any:
    def page(chance: random.Random, filler: Any) -> Any:
        from lyceum.teaching.models import GivenWork

        given = GivenWork.objects.select_related("school_class").get(pk=chance.randint(1, filler.classes))
        address = path.format(room=given.school_class.uuid, given=given.uuid)
        return signed_in(filler.educator(given.school_class_id)), lambda client: client.get(address)

    return page


def search_people(chance: random.Random, filler: Any) -> Any:
    from bench.filling import FIRST

    name = chance.choice(FIRST)[:3]
    admin = filler.learners + filler.educators + 1
    return signed_in(admin), lambda client: client.get(f"/en/institutions/school-1/members/?q={name}")


def sign_in(chance: random.Random, filler: Any) -> Any:
    from django.core.cache import cache
    from django.test import Client

    from bench.filling import PASSWORD

    # The limits on trying count one address; here all people share it.
    cache.clear()
    form = {"login": f"u{chance.randint(1, filler.learners)}", "password": PASSWORD}
    return Client(HTTP_HOST="127.0.0.1"), lambda client: client.post("/en/account/sign-in/", form)


PAGES = {
    "course, learner": as_learner(COURSE),
    "my page, learner": as_learner("/en/my/"),
    "what is to be done, learner": as_learner("/en/tasks/"),
    "class, educator": as_educator("/en/classes/{room}/"),
    "class wall": as_educator("/en/classes/{room}/work/{given}/"),
    "who needs help": as_educator("/en/classes/{room}/work/"),
    "gradebook": as_educator("/en/classes/{room}/gradebook/"),
    "people search, admin": search_people,
    "sign in": sign_in,
}


def compare(small: Site, large: Site) -> None:
    """Turn about, so that what else the machine does falls on both alike."""
    rows = []
    for name in PAGES:
        turns = [(small.measure(name), large.measure(name)) for _ in range(TURNS)]
        # The first turn of each finds caches empty.
        one, many = (figures([turn[side] for turn in turns[1:]]) for side in (0, 1))
        shown = [f"{one['p95']:.1f}", f"{many['p95']:.1f}", f"{many['p95'] / one['p95']:.2f}"]
        medians = [f"{one['median']:.1f}", f"{many['median']:.1f}"]
        rows.append([name, one["queries"], many["queries"], *medians, *shown])
    print()
    table(["page", "queries, small", "large", "median ms, small", "large", "p95 ms, small", "large", "ratio"], rows)


def figures(turns: list[dict[str, Any]]) -> dict[str, float]:
    times = sorted(one for turn in turns for one in turn["times"])
    return {
        "queries": max(turn["queries"] for turn in turns),
        "median": times[len(times) // 2],
        "p95": times[int(len(times) * 0.95)],
    }


if __name__ == "__main__":
    main()
