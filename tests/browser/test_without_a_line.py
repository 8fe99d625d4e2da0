"""A bad line: what was read opens again, what was typed stays, what was not read says so."""

from playwright.sync_api import expect

from tests.browser.conftest import Watched

EXERCISE = "/en/courses/first-steps-in-python/say-hello/"
READY = "navigator.serviceWorker.ready.then(() => true)"


def test_what_was_read_opens_without_a_line(watched: Watched) -> None:
    context = watched.context()
    page = context.new_page()
    page.goto("/en/help/")
    page.evaluate(READY)
    page.reload()
    page.goto("/en/courses/")
    page.goto("/en/")
    context.set_offline(True)
    page.goto("/en/courses/")
    expect(page.locator(".card-title").first).to_be_visible()
    page.goto("/ar/privacy/")
    expect(page.locator(".bar")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    watched.complaints = [text for text in watched.complaints if "INTERNET_DISCONNECTED" not in text]


def test_what_is_typed_is_there_after_closing_the_page(watched: Watched) -> None:
    context = watched.context(360)
    page = context.new_page()
    page.goto(EXERCISE)
    page.locator("textarea[name=source]").fill("half = 'written'\n")
    expect(page.locator("[data-note]")).not_to_be_empty()
    page.close()
    again = context.new_page()
    again.goto(EXERCISE)
    expect(again.locator("textarea[name=source]")).to_have_value("half = 'written'\n")


def test_the_editor_comes_on_request_and_sends_what_is_typed(watched: Watched) -> None:
    page = watched.page()
    page.goto(EXERCISE)
    page.locator("button[data-editor]").click()
    editor = page.locator(".cm-content")
    expect(editor).to_be_visible()
    editor.press("Control+a")
    editor.type("print('typed')")
    page.locator("button[value=submit]").click()
    expect(page.locator("#verdict table")).to_be_visible()
    expect(page.locator("textarea[name=source]")).to_have_value("print('typed')")


def test_a_session_that_ended_loses_no_program(watched: Watched) -> None:
    context = watched.context()
    page = context.new_page()
    page.goto(EXERCISE)
    page.locator("textarea[name=source]").fill("print('still here')\n" * 4)
    context.clear_cookies()
    page.locator("button[value=submit]").click()
    expect(page.locator("main pre")).to_contain_text("print('still here')")
    watched.complaints = [text for text in watched.complaints if "403" not in text]
