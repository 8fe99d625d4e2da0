"""The main job: open Lyceum in one's own language, read, answer, write programs, leave, come back elsewhere and go on."""

import uuid
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

COURSE = Path(__file__).resolve().parents[2] / "content" / "courses" / "first-steps-in-python"
UNIT = COURSE / "units" / "01-hello"
RIGHT = (UNIT / "say-hello" / "submissions" / "accepted").glob("*.py")
PASSWORD = "rivers bend slowly"
JOURNEYS = [
    pytest.param("ar", 360, True, id="ar-360"),
    pytest.param("ar", 360, False, id="ar-360-noscript"),
    pytest.param("en", 1280, True, id="en-1280"),
    pytest.param("en", 1280, False, id="en-1280-noscript"),
]


def solution(activity: str, ending: str) -> str:
    return next((UNIT / activity / "submissions" / "accepted").glob(f"*.{ending}")).read_text()


def lit(page: Page) -> None:
    """The one next step of the view."""
    page.locator("main .btn.lit").first.click()


def open_course(page: Page, language: str) -> None:
    page.goto("/")
    expect(page).to_have_url(f"{page.url.split('//')[0]}//{page.url.split('/')[2]}/{language}/")
    page.locator(".nav a").first.click()
    page.locator(".card-title a[href$='/first-steps-in-python/']").click()
    expect(page.locator("h1")).to_be_visible()


def answer_quiz(page: Page) -> None:
    """Answer the first unit's quiz as its file says, whatever the order in which it is asked."""
    facts = yaml.safe_load((UNIT / "check-hello" / "activity.yaml").read_text())
    for question in facts["questions"]:
        box = page.locator(f"#{question['id']}")
        match question["kind"]:
            case "single":
                box.locator(f"input[value={question['answer']}]").check()
            case "order":
                for place, item in enumerate(question["items"], 1):
                    box.locator(f"[name$='.{item}']").select_option(str(place))
            case "match":
                for left, right in question["pairs"].items():
                    box.locator(f"[name$='.{left}']").select_option(right)
            case "fill":
                for name, blank in question["blanks"].items():
                    box.locator(f"[name$='.{name}']").fill(blank["accept"][0])
            case "numeric":
                box.locator("input").first.fill(str(question["answer"]))
    page.locator("form .btn.lit").click()


def write(page: Page, program: str, language: str = "python") -> None:
    page.locator("select[name=language]").select_option(language)
    page.locator("textarea[name=source]").fill(program)
    page.locator("button[value=submit]").click()
    expect(page.locator("#verdict table")).to_be_visible()


@pytest.mark.parametrize(("language", "width", "script"), JOURNEYS)
def test_the_main_job(language: str, width: int, script: bool, watched: Watched) -> None:
    page = watched.page(width, script=script, locale=language)
    open_course(page, language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")

    lit(page)  # begin: the first reading
    expect(page.locator("article.lesson")).to_be_visible()
    lit(page)  # read, on to the first exercise

    write(page, "print('something else')\n")
    expect(page.locator("#verdict .tag.bad").first).to_be_visible()
    write(page, solution("say-hello", "py"))
    expect(page.locator("#verdict .note.ok")).to_be_visible()
    page.locator("#onward a").click()

    write(page, solution("three-rivers", "cpp"), "cpp")
    expect(page.locator("#verdict .note.ok")).to_be_visible()
    page.locator("#onward a").click()
    lit(page)  # the second reading, read
    answer_quiz(page)
    expect(page.locator("#result.ok")).to_be_visible()

    name = f"amina{uuid.uuid4().hex[:8]}"
    page.goto(f"/{language}/account/sign-up/")
    page.fill("[name=name]", "أمينة" if language == "ar" else "Amina")
    page.fill("[name=birth_year]", "2001")
    page.fill("[name=username]", name)
    page.fill("[name=password1]", PASSWORD)
    page.locator("main .btn.lit").click()
    expect(page.locator(".panel.next")).to_be_visible()
    done_here = page.locator(".rows .run").first.get_attribute("aria-label")

    elsewhere = watched.page(1280 if width == 360 else 360, script=not script, locale=language)
    elsewhere.goto(f"/{language}/account/sign-in/")
    elsewhere.fill("[name=login]", name)
    elsewhere.fill("[name=password]", PASSWORD)
    elsewhere.locator("main .btn.lit").click()
    expect(elsewhere.locator(".panel.next")).to_be_visible()
    assert elsewhere.locator(".rows .run").first.get_attribute("aria-label") == done_here
    lit(elsewhere)  # continue: the next exercise of the unit
    expect(elsewhere.locator("textarea[name=source]")).to_be_visible()
    write(elsewhere, solution("window-tile", "py"))
    expect(elsewhere.locator("#verdict .note.ok")).to_be_visible()
    elsewhere.goto(f"/{language}/my/results/")
    expect(elsewhere.locator("tbody tr")).to_have_count(6)
