"""Every main page: accessible, light, within the screen, in English and Arabic, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Watched

COURSE = "courses/first-steps-in-python/"
PAGES = {
    "home": "",
    "courses": "courses/",
    "course": COURSE,
    "reading": f"{COURSE}first-program/",
    "quiz": f"{COURSE}check-hello/",
    "exercise": f"{COURSE}say-hello/",
    "problems": "code/",
    "my": "my/",
    "results": "my/results/",
    "settings": "account/settings/",
    "sign-in": "account/sign-in/",
    "sign-up": "account/sign-up/",
    "reset": "account/password/reset/",
    "help": "help/",
    "privacy": "privacy/",
    "search": "search/?q=python",
    "offline": "offline/",
    "style-guide": "style-guide/",
    "missing": "no-such-page/",
}
READING = ("home", "courses", "course", "reading", "help", "privacy", "problems", "quiz")
KB = 1024


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_fault(language: str, scheme: str, watched: Watched) -> None:
    page = watched.page(360 if scheme == "dark" else 1280, color_scheme=scheme)
    faults = {}
    for name, path in PAGES.items():
        page.goto(f"/{language}/{path}")
        found = Axe().run(page).response["violations"]
        faults[name] = [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]
    watched.complaints = [text for text in watched.complaints if "404" not in text]
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["en", "ru", "ar", "zh-hans"])
def test_no_page_scrolls_sideways_on_the_narrowest_screen(language: str, watched: Watched) -> None:
    page = watched.page(320)
    wide = {}
    for name, path in PAGES.items():
        page.goto(f"/{language}/{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
    watched.complaints = [text for text in watched.complaints if "404" not in text]
    assert wide == {}


def weigh(page: Page, url: str) -> dict[str, int]:
    """Bytes on the wire by kind, everything that a first visit loads."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    page.goto(url, wait_until="networkidle")
    weights: dict[str, int] = {}
    for request, size in sizes.items():
        kind = kinds.get(request, "Other")
        weights[kind] = weights.get(kind, 0) + size
    return weights


@pytest.mark.parametrize("name", READING)
def test_a_first_visit_to_a_reading_page_is_light(name: str, watched: Watched) -> None:
    weights = weigh(watched.page(service_workers="block"), f"/en/{PAGES[name]}")
    assert sum(weights.values()) <= 30 * KB, weights
    assert weights.get("Script", 0) <= 15 * KB, weights


def test_an_exercise_brings_little_script_before_the_editor_is_asked_for(watched: Watched) -> None:
    weights = weigh(watched.page(service_workers="block"), f"/en/{PAGES['exercise']}")
    assert weights.get("Script", 0) <= 25 * KB, weights
    assert sum(weights.values()) <= 40 * KB, weights


@pytest.mark.parametrize("path", ["courses/", f"{COURSE}your-own-commands/"])
def test_the_footer_tells_the_weight_truly(path: str, watched: Watched) -> None:
    page = watched.page(script=False)
    weights = weigh(page, f"/en/{path}")
    told = int(page.locator(".foot-end p").first.inner_text().split(":")[1].split("KB")[0])
    assert abs(told - sum(weights.values()) / KB) < 4, (told, weights)


def test_the_keyboard_reaches_everything_and_skips_the_header(watched: Watched) -> None:
    page = watched.page()
    page.goto("/en/courses/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_targets_are_large_enough_for_a_thumb(watched: Watched) -> None:
    page = watched.page(360)
    small = {}
    for name in ("home", "course", "exercise", "quiz", "settings"):
        page.goto(f"/en/{PAGES[name]}")
        found = page.evaluate(
            """() => [...document.querySelectorAll('button, .btn, select, .nav a, .lessons a, .option, summary, .steps a')]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
            .map(e => e.outerHTML.slice(0, 90))"""
        )
        if found:
            small[name] = found
    assert small == {}
