"""One table of route × actor × status. A route that is not in it fails the first test."""

import re
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lyceum.coding.models import Submission
from lyceum.people.models import Profile
from tests.coding.problems import make_problem
from tests.conftest import sign_in
from tests.courses.factories import import_files

ACTORS = ("visitor", "guest", "learner", "stranger", "operator")
PUBLIC = dict.fromkeys(ACTORS, 200)
MEMBERS = {"visitor": 302, "guest": 302, "learner": 200, "stranger": 200, "operator": 200}
#: Posts that need an account or change something, sent empty: the page again, a refusal or a redirect, never a crash.
POST_ONLY = dict.fromkeys(ACTORS, 405)

#: name → (address, statuses of a GET by actor)
ROUTES: dict[str, tuple[str, dict[str, int]]] = {
    "front_door": ("/", dict.fromkeys(ACTORS, 302)),
    "health": ("/health", PUBLIC),
    "service_worker": ("/sw.js", PUBLIC),
    "manifest": ("/manifest.webmanifest", PUBLIC),
    "robots": ("/robots.txt", PUBLIC),
    "sitemap": ("/sitemap.xml", PUBLIC),
    "pack_schema": ("/schemas/pack/1/pack.json", PUBLIC),
    "course_media": ("{media}", PUBLIC),
    "home": ("/en/", PUBLIC),
    "search": ("/en/search/?q=sum", PUBLIC),
    "my_page": ("/en/my/", PUBLIC),
    "results": ("/en/my/results/", PUBLIC),
    "help": ("/en/help/", PUBLIC),
    "privacy": ("/en/privacy/", PUBLIC),
    "offline": ("/en/offline/", PUBLIC),
    "style_guide": ("/en/style-guide/", PUBLIC),
    "operate": ("/en/operate/", {**dict.fromkeys(ACTORS, 403), "operator": 200}),
    "account_login": (
        "/en/account/sign-in/",
        {"visitor": 200, "guest": 200, "learner": 302, "stranger": 302, "operator": 302},
    ),
    "account_signup": (
        "/en/account/sign-up/",
        {"visitor": 200, "guest": 200, "learner": 302, "stranger": 302, "operator": 302},
    ),
    "account_logout": ("/en/account/sign-out/", MEMBERS),
    "account_confirm_email": ("/en/account/confirm/nothing/", PUBLIC),
    "account_change_password": ("/en/account/password/", MEMBERS),
    "account_reset_password": ("/en/account/password/reset/", PUBLIC),
    "account_reset_password_done": ("/en/account/password/reset/sent/", PUBLIC),
    "account_reset_password_from_key": ("/en/account/password/reset/1-nothing/", PUBLIC),
    "account_reset_password_from_key_done": ("/en/account/password/reset/done/", PUBLIC),
    "recover": ("/en/account/password/reset/code/", PUBLIC),
    "recovery_code": ("/en/account/recovery-code/", MEMBERS),
    "settings": ("/en/account/settings/", PUBLIC),
    "profiles": ("/en/account/profiles/", MEMBERS),
    "switch_profile": ("/en/account/profiles/switch/", POST_ONLY),
    "data_saver": ("/en/account/data-saver/", POST_ONLY),
    "to_mark": ("/en/works/", MEMBERS),
    "works_of": ("/en/works/1/", {**MEMBERS, **dict.fromkeys(ACTORS[2:], 404)}),
    "work": (f"/en/works/{uuid.UUID(int=1)}/", {**MEMBERS, **dict.fromkeys(ACTORS[2:], 404)}),
    "review": ("/en/works/1/review/", {**MEMBERS, **dict.fromkeys(ACTORS[2:], 404)}),
    "work_file": ("/en/works/files/1/", dict.fromkeys(ACTORS, 404)),
    "make_sample": (f"/en/works/{uuid.UUID(int=1)}/sample/", POST_ONLY),
    "drop_review": (f"/en/works/{uuid.UUID(int=1)}/reviews/1/drop/", POST_ONLY),
    "notices": ("/en/notices/", MEMBERS),
    "notices_read_all": ("/en/notices/read/", POST_ONLY),
    "notice_settings": ("/en/notices/settings/", MEMBERS),
    "notice": ("/en/notices/1/", {**MEMBERS, "learner": 404, "stranger": 404, "operator": 404}),
    "notices_stop": ("/en/notices/stop/forged/", dict.fromkeys(ACTORS, 404)),
    "courses": ("/en/courses/", PUBLIC),
    "course": ("/en/courses/{course}/", PUBLIC),
    "activity": ("/en/courses/{course}/{activity}/", PUBLIC),
    "problems": ("/en/code/", PUBLIC),
    "problem": ("/en/code/{problem}/", PUBLIC),
    "submission": ("/en/code/submissions/{submission}/", {**dict.fromkeys(ACTORS, 404), "learner": 200}),
}


@dataclass(frozen=True)
class World:
    """One of everything, made by the learner where it belongs to somebody."""

    clients: dict[str, Client]
    names: dict[str, str]


@pytest.fixture
def world(learner: Profile, stranger: Profile, operator: Profile, guest: Client, tmp_path: Path) -> World:
    course = import_files(tmp_path)
    problem = make_problem()
    submission = Submission.objects.create(
        profile=learner, problem=problem, language="python", source="print(1)", once=uuid.uuid4()
    )
    clients = {"visitor": Client(), "guest": guest}
    clients |= {
        name: sign_in(profile)
        for name, profile in (("learner", learner), ("stranger", stranger), ("operator", operator))
    }
    page = Client().get(f"/en/courses/{course.slug}/{course.activities.order_by('position')[0].key}/").content.decode()
    media = re.search(r'(?:src|href)="(/[^"]+\.(?:svg|png|mp3))"', page.split("<main", 1)[1])
    assert media is not None
    names = {
        "course": course.slug,
        "activity": course.activities.order_by("position")[0].key,
        "problem": problem.slug,
        "submission": str(submission.uuid),
        "media": media[1],
    }
    return World(clients, names)


def all_routes(resolver: URLResolver | None = None) -> set[str]:
    names: set[str] = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            names |= all_routes(entry)
        elif isinstance(entry, URLPattern):
            names.add(entry.name or str(entry.pattern))
    return names


def test_every_route_is_in_the_table() -> None:
    assert all_routes() == set(ROUTES)


def status_of(client: Client, url: str) -> int:
    answer = client.get(url)
    for close in answer._resource_closers:  # the file only: `close` would end the test's own database connection
        close()
    return answer.status_code


@pytest.mark.django_db
def test_who_gets_what(world: World) -> None:
    found = {
        route: {actor: status_of(client, address.format(**world.names)) for actor, client in world.clients.items()}
        for route, (address, _) in ROUTES.items()
    }
    assert found == {route: expected for route, (_, expected) in ROUTES.items()}


@pytest.mark.django_db
def test_an_empty_post_breaks_nothing(world: World) -> None:
    for address, _ in ROUTES.values():
        for client in world.clients.values():
            assert client.post(address.format(**world.names), {}).status_code < 500, address


@pytest.mark.django_db
def test_a_post_without_its_token_is_refused(world: World) -> None:
    for route, (address, _) in ROUTES.items():
        # Its form stands on pages that are the same for all visitors, so it can have no token; it turns one preference.
        if route in {"data_saver", "notices_stop"}:
            continue
        answer = Client(enforce_csrf_checks=True).post(address.format(**world.names), {"do": "submit"})
        assert answer.status_code in {403, 405}, address


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "zh-hans"])
def test_every_page_stands_in_every_language(language: str, world: World) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    for address, expected in ROUTES.values():
        if not address.startswith("/en/") or 200 not in expected.values():
            continue
        actor = next(name for name, status in expected.items() if status == 200)
        answer = world.clients[actor].get(address.format(**world.names).replace("/en/", f"/{language}/", 1))
        assert answer.status_code == 200, address
        assert f'dir="{direction}"' in answer.content.decode()[:200], address


@pytest.mark.django_db
def test_pages_of_visitors_leave_no_cookie_and_name_no_other_host(world: World) -> None:
    for route, (address, expected) in ROUTES.items():
        if expected["visitor"] != 200 or not address.startswith("/en/"):
            continue
        client = Client()
        page = client.get(address.format(**world.names)).content.decode()
        loaded = re.findall(r'(?:src|srcset|data|poster|action)="([^"]*)"|<link[^>]+href="([^"]*)"', page)
        foreign = [a or b for a, b in loaded if re.match(r"(https?:)?//", a or b) and "testserver" not in (a or b)]
        assert foreign == [], route
        if '<form method="post"' not in page.split("<main", 1)[1].split("<footer")[0]:
            assert "sessionid" not in client.cookies, route
