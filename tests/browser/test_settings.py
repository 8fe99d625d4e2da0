"""The switch in the footer, pressed in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched

COVERS = "main .card .cover svg, main .split .cover svg"


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("path", ["/en/", "/ar/courses/"])
def test_pictures_go_from_lists_and_come_again(script: bool, path: str, watched: Watched) -> None:
    page = watched.page(script=script)
    page.goto(path)
    assert page.context.cookies() == []
    assert page.locator(COVERS).count() > 0
    switch = page.locator("form[action$='/account/data-saver/'] button")
    for has_pictures in (False, True, False):
        before = switch.inner_text()
        switch.click()
        expect(switch).not_to_have_text(before)
        assert page.url.endswith(path)
        assert (page.locator(COVERS).count() > 0) is has_pictures


def test_the_switch_keeps_the_query_and_is_kept_when_the_browser_comes_back(watched: Watched) -> None:
    context = watched.context()
    page = context.new_page()
    page.goto("/en/search/?q=python")
    page.locator("form[action$='/account/data-saver/'] button").click()
    expect(page.locator("html")).to_have_attribute("data-saver", "")
    assert page.url.endswith("/en/search/?q=python")
    again = context.new_page()
    again.goto("/en/courses/")
    assert again.locator(COVERS).count() == 0
