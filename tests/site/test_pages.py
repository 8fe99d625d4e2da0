"""The pages that gather: what they say, and that more rows cost no more queries."""

import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lyceum.coding.models import Problem, Submission
from lyceum.courses.models import Activity, Course
from lyceum.courses.services import learning
from lyceum.kit import clock
from lyceum.kit.tasks import leases
from lyceum.people.actors import Actor
from lyceum.people.models import Profile
from tests.coding.problems import make_problem
from tests.courses.factories import changed, import_files, pack_files, replaced

#: Highest number of queries a page may take, session and person among them.
MOST = {"home": 6, "my": 11, "results": 7, "search": 6, "operate": 10}


def cost(client: Client, path: str) -> int:
    client.get(path)  # caches that live for the process are filled
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def programs(profile: Profile, problem: Problem, number: int) -> None:
    report = {"verdict": "wrong_answer", "tests": [], "score": 0, "max_score": 1}
    Submission.objects.bulk_create(
        Submission(
            profile=profile, problem=problem, language="python", source="print(1)", once=uuid.uuid4(), state="done",
            verdict="wrong_answer", report=report, judged_at=clock.now(),
        )
        for _ in range(number)
    )  # fmt: skip


def small_course(folder: Path, name: str) -> Course:
    files = replaced(pack_files(), "pack.yaml", "id: tiny", f"id: {name}")
    files = changed(files, "course.en.yaml", files["course.en.yaml"].replace(b"A tiny course", name.title().encode()))
    return Course.objects.get(pk=import_files(folder, files).pk)


def begin(profile: Profile, course: Course) -> None:
    activity = Activity.objects.get(course=course, key="hello")
    learning.finish(actor=Actor(profile.account, profile), activity=activity)


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_home_shows_courses_exercises_and_ways_in(client: Client, db: None, tmp_path: Path) -> None:
    assert "There is no course on this installation yet." in page(client, "/en/")
    small_course(tmp_path, "rivers")
    make_problem()
    html = page(client, "/en/")
    assert "/en/courses/rivers/" in html
    assert "/en/code/sum/" in html
    assert "Set-Cookie" not in client.get("/en/").headers
    assert not client.get("/en/").cookies


def test_home_costs_the_same_with_more_courses(client: Client, db: None, tmp_path: Path) -> None:
    small_course(tmp_path, "rivers")
    make_problem()
    few = cost(client, "/en/")
    for name in ("wells", "clouds", "seas"):
        small_course(tmp_path, name)
        make_problem(name)
    assert cost(client, "/en/") == few <= MOST["home"]


def test_my_page_leads_on(
    client: Client, learner: Profile, learner_client: Client, tmp_path: Path, operator_client: Client
) -> None:
    assert "Choose a course" in page(client, "/en/my/")
    assert "Create an account" in page(client, "/en/my/")
    begin(learner, small_course(tmp_path, "rivers"))
    html = page(learner_client, "/en/my/")
    assert html.count('class="btn lit"') == 1
    assert "/en/courses/rivers/check/" in html
    assert "Operate this installation" not in html
    assert "Operate this installation" in page(operator_client, "/en/my/")


def test_my_page_costs_the_same_with_more_courses(learner: Profile, learner_client: Client, tmp_path: Path) -> None:
    begin(learner, small_course(tmp_path, "rivers"))
    programs(learner, make_problem(), 1)
    few = cost(learner_client, "/en/my/")
    for name in ("wells", "clouds", "seas"):
        begin(learner, small_course(tmp_path, name))
    programs(learner, make_problem("product"), 4)
    assert cost(learner_client, "/en/my/") == few <= MOST["my"]


def test_results_are_ones_own(learner: Profile, learner_client: Client, stranger: Profile) -> None:
    programs(stranger, make_problem(), 1)
    theirs = str(Submission.objects.get().uuid)
    assert theirs not in page(learner_client, "/en/my/results/")
    programs(learner, Problem.objects.get(), 1)
    mine = str(Submission.objects.get(profile=learner).uuid)
    html = page(learner_client, "/en/my/results/")
    assert mine in html
    assert theirs not in html
    assert "Wrong answer" in html


def test_results_cost_the_same_with_5_and_with_60_rows(learner: Profile, learner_client: Client) -> None:
    problem = make_problem()
    programs(learner, problem, 5)
    few = cost(learner_client, "/en/my/results/")
    programs(learner, problem, 55)
    assert cost(learner_client, "/en/my/results/") == few <= MOST["results"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("rivers", "/en/courses/rivers/"), ("SUM", "/en/code/sum/"), ("Hello, reader", "/en/courses/rivers/")],
)
def test_search_finds_courses_lessons_and_exercises(
    query: str, found: str, client: Client, db: None, tmp_path: Path
) -> None:
    small_course(tmp_path, "rivers")
    make_problem()
    answer = client.get("/en/search/", {"q": query})
    assert found in answer.content.decode()


def test_search_says_when_there_is_nothing_and_escapes_what_was_asked(client: Client, db: None) -> None:
    answer = client.get("/en/search/", {"q": "<script>zebra</script>"})
    assert "<script>zebra" not in answer.content.decode()
    assert "zebra" in answer.content.decode()


def test_search_costs_the_same_with_more_hits(client: Client, db: None, tmp_path: Path) -> None:
    small_course(tmp_path, "rivers")
    make_problem()
    few = cost(client, "/en/search/?q=the")
    for name in ("wells", "clouds", "seas"):
        small_course(tmp_path, name)
        make_problem(name)
    assert cost(client, "/en/search/?q=the") == few <= MOST["search"]


@pytest.mark.parametrize("path", ["help", "privacy", "offline", "style-guide"])
def test_fixed_pages_ask_the_database_nothing(path: str, client: Client, db: None) -> None:
    assert cost(client, f"/en/{path}/") == 0


def test_operators_see_queue_workers_and_what_is_wrong(
    operator_client: Client, learner_client: Client, learner: Profile
) -> None:
    assert learner_client.get("/en/operate/").status_code == 403
    html = page(operator_client, "/en/operate/")
    assert "No worker is running." in html
    assert "Nothing is graded now" in html
    leases.renew("one", "judge")
    assert "No worker is running." not in page(operator_client, "/en/operate/")


def test_the_operators_page_costs_the_same_with_more_work(operator_client: Client, learner: Profile) -> None:
    leases.renew("one", "judge")
    programs(learner, make_problem(), 1)
    few = cost(operator_client, "/en/operate/")
    for number in range(5):
        leases.renew(f"worker {number}", "default")
    programs(learner, Problem.objects.get(), 30)
    assert cost(operator_client, "/en/operate/") == few <= MOST["operate"]
