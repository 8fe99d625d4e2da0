"""No text is left out of translation: in a made-up language every word of every page stands in brackets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import pseudo
from tests.courses.factories import write_folder
from tests.installation import Installation

LOOK = (Path(__file__).parent / "unmarked.js").read_text()
COURSE = "courses/tiny/"
PASSWORD = "rivers bend slowly"
OF_VISITORS = [
    "", "search/", "search/?q=zzz", "search/?q=sum", "my/", "my/results/", "help/", "privacy/", "offline/", "style-guide/",
    "courses/", COURSE, f"{COURSE}hello/", f"{COURSE}check/", f"{COURSE}sum/", "code/", "code/tiny/",
    "account/settings/", "account/sign-in/", "account/sign-up/", "account/password/reset/",
    "account/password/reset/sent/", "account/password/reset/code/", "account/password/reset/done/",
    "account/password/reset/key/1-none/", "account/confirm/none/", "no-such-page/", "operate/",
]  # fmt: skip
OF_LEARNERS = [
    "", "my/", "my/results/", "courses/", COURSE, "account/profiles/", "account/recovery-code/", "account/password/",
    "account/settings/", "account/sign-out/", f"{COURSE}hello/", f"{COURSE}check/", "code/",
]  # fmt: skip


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A Lyceum whose Spanish is in brackets, with one small course in the same language."""
    locale = pseudo.catalog(tmp_path_factory.mktemp("locale"))
    source = write_folder(tmp_path_factory.mktemp("pack") / "tiny", pseudo.pack())
    installation = Installation(empty=True, LYCEUM_LOCALE=str(locale), LYCEUM_SUBMISSIONS_PER_MINUTE="1000").start()
    installation.manage("import_pack", str(source))
    yield installation
    installation.remove()


class Walk:
    """Goes from page to page and notes what stands outside the brackets."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[str]] = {}

    def look(self, name: str) -> None:
        if words := self.page.evaluate(LOOK):
            self.found[name] = words

    def to(self, paths: list[str]) -> None:
        for path in paths:
            self.page.goto(f"/es/{path}")
            self.look(path)

    def press(self, name: str, selector: str = "main form .btn") -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look(name)


@pytest.fixture
def walk(browser: Browser, strange: Installation) -> Iterator[Walk]:
    context = browser.new_context(base_url=strange.url, locale="es")
    context.set_default_timeout(20_000)
    yield Walk(context.new_page())
    context.close()


def sign_up(walk: Walk, username: str) -> None:
    page = walk.page
    page.goto("/es/account/sign-up/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    walk.press("sign up with nothing", "main .btn.lit")
    page.fill("[name=name]", "Amina")
    page.fill("[name=birth_year]", "12")
    page.fill("[name=username]", username)
    page.fill("[name=password1]", "12345678")
    walk.press("sign up with what is wrong", "main .btn.lit")
    page.fill("[name=birth_year]", "2001")
    page.fill("[name=password1]", PASSWORD)
    walk.press("signed up", "main .btn.lit")
    expect(page.locator(".head .name")).to_be_attached()


def test_a_text_without_brackets_is_noticed(walk: Walk) -> None:
    walk.page.goto("/es/help/")
    walk.page.evaluate("document.querySelector('main h2').append(' und mehr')")
    walk.look("changed")
    assert walk.found["changed"] == ["h2: und mehr"]


def test_pages_of_visitors(walk: Walk) -> None:
    walk.to(OF_VISITORS)
    assert walk.found == {}


def test_what_is_refused(walk: Walk) -> None:
    page = walk.page
    page.goto("/es/account/sign-in/")
    page.fill("[name=login]", "nobody")
    page.fill("[name=password]", "nothing of the kind")
    walk.press("sign in in vain", "main .btn.lit")
    for _ in range(60):
        page.goto("/es/account/password/reset/code/")
        page.fill("[name=username]", "nobody")
        page.fill("[name=code]", "abcd")
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation() as answered:
            page.locator("main .btn.lit").click()
        if answered.value.status == 429:
            break
        walk.look("a wrong code")
    assert answered.value.status == 429
    walk.look("429")
    assert walk.found == {}


@pytest.mark.judge
def test_pages_of_learners(walk: Walk) -> None:
    sign_up(walk, "amina")
    page = walk.page
    walk.to([f"{COURSE}hello/"])
    walk.press("read", "main .btn.lit")
    walk.to([f"{COURSE}check/"])
    walk.press("a quiz left open", "form .btn.lit")
    page.locator("input[type=radio]").first.check()
    page.locator("input[inputmode=text]").first.fill("many")
    walk.press("a quiz with a number that is none", "form .btn.lit")
    page.locator("input[inputmode=text]").first.fill("7")
    walk.press("a quiz half done", "form .btn.lit")
    walk.press("the result", "[name=anyway]")
    expect(page.locator("#result")).to_be_visible()
    for name, program in {
        "nothing to run": "  ",
        "wrong": "print(8)\n",
        "crash": "print(int(''))\n",
        "no program": "print(\n",
        "right": "print(sum(map(int, input().split())))\n",
    }.items():
        page.goto(f"/es/{COURSE}sum/")
        page.locator("textarea[name=source]").fill(program)
        page.locator("button[value=submit]").click()
        if program.strip():
            expect(page.locator("#verdict .note.ok, #verdict .note.warn, #verdict .note.bad")).to_be_visible()
        walk.look(name)
    page.goto(f"/es/{COURSE}sum/")
    walk.press("a hint", ".rung button")
    page.locator("#history a").last.click()
    walk.look("one program")
    walk.to(OF_LEARNERS)
    page.goto("/es/account/recovery-code/")
    walk.press("a recovery code", "main .btn.lit")
    page.goto("/es/account/settings/")
    walk.press("saved settings", "main .btn.lit")
    assert walk.found == {}


def test_pages_of_operators(walk: Walk, strange: Installation) -> None:
    sign_up(walk, "olga")
    change = "from lyceum.people.models import Account; Account.objects.filter(username='olga').update(is_staff=True)"
    strange.manage("shell", "--no-imports", "-c", change)
    walk.to(["my/", "operate/"])
    expect(walk.page.locator("main .stats").first).to_be_visible()
    assert walk.found == {}
