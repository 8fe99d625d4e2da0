"""One table of route × actor × status. A route that is not in it fails the first test."""

import re
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lyceum.authoring.services.copies import take_up
from lyceum.coding.models import Submission
from lyceum.people.actors import Actor
from lyceum.people.models import Membership, Profile
from lyceum.people.services import pictures, rosters
from tests.coding.problems import make_problem
from tests.conftest import sign_in
from tests.courses.factories import import_files
from tests.people.institutions import actor_of, add_children, make_class, make_institution, make_worker, put_in

#: `admin`, `educator` and `learner` are of one institution, `foreign_admin` of another.
ACTORS = ("visitor", "guest", "learner", "stranger", "operator", "admin", "educator", "foreign_admin")
PUBLIC = dict.fromkeys(ACTORS, 200)
MEMBERS = {"visitor": 302, "guest": 302, "learner": 200, "stranger": 200, "operator": 200}
#: Posts that need an account or change something, sent empty: the page again, a refusal or a redirect, never a crash.
POST_ONLY = dict.fromkeys(ACTORS, 405)
WRITERS = {**dict.fromkeys(ACTORS, 200), "visitor": 302, "guest": 302, "learner": 403, "stranger": 403}
COLLABORATORS = {**dict.fromkeys(ACTORS, 404), "visitor": 302, "guest": 302, "operator": 200}

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
    "talk_to_decide": ("/en/talk/", MEMBERS),
    "talk_decide": (f"/en/talk/{uuid.UUID(int=1)}/", POST_ONLY),
    "notices": ("/en/notices/", MEMBERS),
    "notices_read_all": ("/en/notices/read/", POST_ONLY),
    "notice_settings": ("/en/notices/settings/", MEMBERS),
    "notice": ("/en/notices/1/", {**MEMBERS, "learner": 404, "stranger": 404, "operator": 404}),
    "notices_stop": ("/en/notices/stop/forged/", dict.fromkeys(ACTORS, 404)),
    "courses": ("/en/courses/", PUBLIC),
    "course": ("/en/courses/{course}/", PUBLIC),
    "activity": ("/en/courses/{course}/{activity}/", PUBLIC),
    # A reading is no exam and no survey; who may do what in one is tested with them.
    "exam_time": ("/en/courses/{course}/{activity}/time/", dict.fromkeys(ACTORS, 404)),
    "survey_results": ("/en/courses/{course}/{activity}/answers/", dict.fromkeys(ACTORS, 404)),
    "problems": ("/en/code/", PUBLIC),
    "problem": ("/en/code/{problem}/", PUBLIC),
    # authoring: for members with a part in a course; the operator has taken up the installation's one.
    "authoring": ("/en/authoring/", WRITERS),
    "new_course": ("/en/authoring/new/", WRITERS),
    "take_up_course": ("/en/authoring/take-up/", {**POST_ONLY, "visitor": 302, "guest": 302}),
    "question_bank": ("/en/authoring/bank/", WRITERS),
    "working_copy": ("/en/authoring/{copy}/", COLLABORATORS),
    "copy_facts": ("/en/authoring/{copy}/facts/", COLLABORATORS),
    "copy_export": ("/authoring/{copy}/pack.zip", COLLABORATORS),
    "edit_activity": ("/en/authoring/{copy}/steps/{activity}/", COLLABORATORS),
    "copy_media": ("/en/authoring/{copy}/media/", COLLABORATORS),
    "preview_medium": ("/authoring/{copy}/media/{medium}", COLLABORATORS),
    "preview_course": ("/en/authoring/{copy}/preview/en/", COLLABORATORS),
    "preview_activity": ("/en/authoring/{copy}/preview/en/{activity}/", COLLABORATORS),
    "copy_people": ("/en/authoring/{copy}/people/", COLLABORATORS),
    "copy_review": ("/en/authoring/{copy}/review/", COLLABORATORS),
    "copy_versions": ("/en/authoring/{copy}/versions/", COLLABORATORS),
    "copy_translations": ("/en/authoring/{copy}/translate/", COLLABORATORS),
    "translate_activity": ("/en/authoring/{copy}/translate/fr/{activity}/", COLLABORATORS),
    "submission": ("/en/code/submissions/{submission}/", {**dict.fromkeys(ACTORS, 404), "learner": 200}),
}


def by(*statuses: int) -> dict[str, int]:
    """Statuses in the order of ACTORS."""
    return dict(zip(ACTORS, statuses, strict=True))


INSIDE = by(302, 302, 200, 404, 200, 200, 200, 404)
OVERSEEN = by(302, 302, 403, 404, 200, 200, 403, 404)
IN_CLASS = by(302, 302, 200, 404, 404, 200, 200, 404)
LEADS_CLASS = by(302, 302, 403, 404, 404, 200, 200, 404)
SIGNED_IN = by(302, 302, 200, 200, 200, 200, 200, 200)
ROUTES |= {
    "institutions": ("/en/institutions/", SIGNED_IN),
    "found_institution": ("/en/institutions/new/", by(302, 302, 403, 403, 200, 403, 403, 403)),
    "role_invitation": ("/en/institutions/invitation/nothing/", SIGNED_IN),
    "institution": ("/en/institutions/{institution}/", INSIDE),
    "institution_settings": ("/en/institutions/{institution}/settings/", OVERSEEN),
    "institution_members": ("/en/institutions/{institution}/members/", OVERSEEN),
    "institution_export": ("/en/institutions/{institution}/members.zip", OVERSEEN),
    "institution_classes": ("/en/institutions/{institution}/classes/", INSIDE),
    "rosters": ("/en/institutions/{institution}/rosters/", OVERSEEN),
    "roster": ("/en/institutions/{institution}/rosters/{roster}/", OVERSEEN),
    "roster_lines": ("/en/institutions/{institution}/rosters/{roster}.csv", OVERSEEN),
    "my_classes": ("/en/classes/", SIGNED_IN),
    "join_class": ("/en/classes/join/", SIGNED_IN),
    "picture_code": ("/en/classes/pictures/", PUBLIC),
    "picture_finish": ("/en/classes/pictures/finish/", POST_ONLY),
    "picture_session": ("/en/classes/pictures/{pictures}/", PUBLIC),
    "picture_secret": ("/en/classes/pictures/{pictures}/{child}/", PUBLIC),
    "class_page": ("/en/classes/{class}/", IN_CLASS),
    "class_settings": ("/en/classes/{class}/settings/", LEADS_CLASS),
    "class_learners": ("/en/classes/{class}/learners/", LEADS_CLASS),
    "class_cards": ("/en/classes/{class}/cards/", POST_ONLY),
    "class_pictures": ("/en/classes/{class}/pictures/", LEADS_CLASS),
}
TEACHES_CLASS = by(302, 302, 404, 404, 404, 200, 200, 404)
RUNS_NONE = by(302, 302, 404, 404, 404, 404, 404, 404)
ROUTES |= {
    "tasks": ("/en/tasks/", SIGNED_IN),
    "class_work": ("/en/classes/{class}/work/", IN_CLASS),
    "give_work": ("/en/classes/{class}/work/give/", TEACHES_CLASS),
    "given": (f"/en/classes/{{class}}/work/{uuid.UUID(int=1)}/", RUNS_NONE),
    "given_settings": (f"/en/classes/{{class}}/work/{uuid.UUID(int=1)}/settings/", RUNS_NONE),
    "given_do": (f"/en/classes/{{class}}/work/{uuid.UUID(int=1)}/do/", POST_ONLY),
    "gradebook": ("/en/classes/{class}/gradebook/", TEACHES_CLASS),
    "grade_entry": (f"/en/classes/{{class}}/gradebook/{uuid.UUID(int=1)}/{uuid.UUID(int=1)}/", RUNS_NONE),
    "marks_file": ("/en/classes/{class}/gradebook/marks.csv", TEACHES_CLASS),
    "take_in_marks": ("/en/classes/{class}/gradebook/take-in/", TEACHES_CLASS),
    "mark_sheet": (f"/en/classes/{{class}}/gradebook/take-in/{uuid.UUID(int=1)}/", RUNS_NONE),
    "class_learner": (f"/en/classes/{{class}}/learners/{uuid.UUID(int=1)}/", RUNS_NONE),
    "class_messages": ("/en/classes/{class}/messages/", IN_CLASS),
    "calendar": ("/en/calendar/", SIGNED_IN),
    "calendar_feed": ("/calendar/forged.ics", dict.fromkeys(ACTORS, 404)),
    "wards": ("/en/children/", SIGNED_IN),
    "ward": (f"/en/children/{uuid.UUID(int=1)}/", RUNS_NONE),
    "own_marks": ("/en/classes/{class}/marks/", by(302, 302, 200, 404, 404, 404, 404, 404)),
}
NOBODY = uuid.UUID(int=1)
MEMBERS_FIND_NONE = {**MEMBERS, "learner": 404, "stranger": 404, "operator": 404}
ROUTES |= {
    "guardians": ("/en/account/guardians/", MEMBERS),
    "guardian_sheet": ("/en/account/guardians/sheet/", POST_ONLY),
    "end_guardianship": ("/en/account/guardians/end/", POST_ONLY),
    "take_on_code": ("/en/account/for-a-child/", PUBLIC),
    "take_on": ("/en/account/for-a-child/none/", dict.fromkeys(ACTORS, 404)),
    "children": ("/en/account/children/", MEMBERS),
    "child": (f"/en/account/children/{NOBODY}/", MEMBERS_FIND_NONE),
    "consent": (f"/en/account/children/{NOBODY}/consent/", MEMBERS_FIND_NONE),
    "withdraw_consent": (f"/en/account/children/{NOBODY}/withdraw/", POST_ONLY),
    "read_consent_text": ("/en/account/consent/2026-11/", PUBLIC),
    "data": ("/en/account/data/", MEMBERS),
    "export_data": ("/en/account/data/export/", POST_ONLY),
    "erase_data": ("/en/account/data/erase/", MEMBERS),
    "keep_data": (f"/en/account/data/keep/{NOBODY}/", POST_ONLY),
    "data_of": (f"/en/account/data/{NOBODY}/", MEMBERS_FIND_NONE),
    "erase_data_of": (f"/en/account/data/{NOBODY}/erase/", MEMBERS_FIND_NONE),
    "download_export": (f"/en/account/data/{NOBODY}/forged/", MEMBERS_FIND_NONE),
    "access_log": ("/en/account/activity/", MEMBERS),
    "access_log_of": (f"/en/account/activity/{NOBODY}/", MEMBERS_FIND_NONE),
    "person": (f"/en/account/people/{NOBODY}/", MEMBERS_FIND_NONE),
    "open_staff_session": (f"/en/account/people/{NOBODY}/open/", POST_ONLY),
    "close_staff_session": (f"/en/account/people/{NOBODY}/close/", POST_ONLY),
    "change_record": (f"/en/account/people/{NOBODY}/change/", POST_ONLY),
    "reset_by_staff": (f"/en/account/people/{NOBODY}/reset/", POST_ONLY),
    "end_acting": ("/en/account/people/acting/end/", POST_ONLY),
    "people": ("/en/account/people/", {**MEMBERS, "learner": 403, "stranger": 403, "admin": 200, "foreign_admin": 200}),
    "mfa_index": ("/en/account/security/", MEMBERS),
    "mfa_list_webauthn": ("/en/account/security/passkeys/", MEMBERS),
    "end_device": ("/en/account/security/devices/end/", POST_ONLY),
    "end_other_devices": ("/en/account/security/devices/end-others/", POST_ONLY),
    "choose_institution": ("/en/account/sign-in/with/", PUBLIC),
    "sign_in_with": ("/en/account/sign-in/with/none/", dict.fromkeys(ACTORS, 404)),
    "signed_in_with": ("/en/account/sign-in/with/none/back/", dict.fromkeys(ACTORS, 404)),
    "provider_settings": (
        "/en/account/sign-in/service/{institution}/",
        {**dict.fromkeys(ACTORS, 403), "visitor": 302, "guest": 302, "operator": 200, "admin": 200},
    ),
    "mfa_reauthenticate": ("/en/account/security/again/code/", dict.fromkeys(ACTORS, 302)),
    "mfa_reauthenticate_webauthn": ("/en/account/security/again/passkey/", dict.fromkeys(ACTORS, 302)),
    "mfa_authenticate": ("/en/account/security/code/", dict.fromkeys(ACTORS, 302)),
    "mfa_activate_totp": ("/en/account/security/app/", dict.fromkeys(ACTORS, 302)),
    "mfa_deactivate_totp": ("/en/account/security/app/remove/", MEMBERS_FIND_NONE),
    "mfa_view_recovery_codes": ("/en/account/security/recovery-codes/", MEMBERS_FIND_NONE),
    "mfa_generate_recovery_codes": ("/en/account/security/recovery-codes/new/", dict.fromkeys(ACTORS, 302)),
    "mfa_download_recovery_codes": ("/en/account/security/recovery-codes/download/", MEMBERS_FIND_NONE),
    "mfa_add_webauthn": ("/en/account/security/passkeys/add/", dict.fromkeys(ACTORS, 302)),
    "mfa_remove_webauthn": ("/en/account/security/passkeys/1/remove/", dict.fromkeys(ACTORS, 302)),
    "mfa_edit_webauthn": ("/en/account/security/passkeys/1/name/", dict.fromkeys(ACTORS, 302)),
    "mfa_login_webauthn": ("/en/account/sign-in/passkey/", dict.fromkeys(ACTORS, 302)),
    "account_reauthenticate": ("/en/account/security/again/", MEMBERS),
}
#: Rows that say nothing of members of institutions: to them the page is as to any member.
ROUTES = {
    name: (address, {actor: statuses.get(actor, statuses["stranger"]) for actor in ACTORS})
    for name, (address, statuses) in ROUTES.items()
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
    staff, places = an_institution(learner)
    clients |= {name: sign_in(profile) for name, profile in staff.items()}
    page = Client().get(f"/en/courses/{course.slug}/{course.activities.order_by('position')[0].key}/").content.decode()
    media = re.search(r'(?:src|href)="(/[^"]+\.(?:svg|png|mp3))"', page.split("<main", 1)[1])
    assert media is not None
    copy = take_up(actor=Actor(operator.account, operator), course=course)
    names = {
        "copy": str(copy.uuid),
        "medium": copy.files.exclude(blob="")[0].blob,
        "course": course.slug,
        "activity": course.activities.order_by("position")[0].key,
        "problem": problem.slug,
        "submission": str(submission.uuid),
        "media": media[1],
        **places,
    }
    return World(clients, names)


def an_institution(learner: Profile) -> tuple[dict[str, Profile], dict[str, str]]:
    """An institution with a class in which the learner is, and an admin of another institution."""
    school = make_institution()
    staff = {name: make_worker(school, name, name) for name in ("admin", "educator")}
    staff["foreign_admin"] = make_worker(make_institution("Elsewhere"), "admin", "foreign_admin")
    school_class = make_class(school, staff["educator"])
    put_in(school_class, learner)
    Membership.objects.create(institution=school, profile=learner, role="learner")
    add_children(staff["educator"], school_class, "Ana")
    session = pictures.open_session(actor=actor_of(staff["educator"]), school_class=school_class)
    roster = rosters.send_roster(
        actor=actor_of(staff["admin"]),
        institution=school,
        files={"a.csv": b"class,name\n6a,Chen\n"},
        consented=False,
        once=uuid.uuid4(),
    )
    places = {
        "institution": school.slug,
        "class": str(school_class.uuid),
        "roster": str(roster.uuid),
        "pictures": session.code,
        "child": str(Profile.objects.get(name="Ana").uuid),
    }
    return staff, places


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
        if not answer["Content-Type"].startswith("text/html"):
            continue
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
