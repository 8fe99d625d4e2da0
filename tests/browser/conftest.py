"""A real Chromium against a whole Lyceum with its starter course, both started once."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.installation import Installation

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-default-apps"]  # fmt: skip
CHROMIUM = os.environ.get("LYCEUM_TEST_CHROMIUM", "/usr/bin/chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def lyceum() -> Iterator[Installation]:
    installation = Installation(LYCEUM_SUBMISSIONS_PER_MINUTE="1000").start()
    yield installation
    installation.remove()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Watched:
    """Contexts whose pages must not complain, must not run into errors and must speak with no other host."""

    def __init__(self, browser: Browser, installation: Installation, stack: ExitStack) -> None:
        self.browser, self.installation, self.stack = browser, installation, stack
        self.complaints: list[str] = []

    def context(self, width: int = 1280, *, script: bool = True, **options: object) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.installation.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(20_000)
        self.stack.callback(context.close)
        context.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self._watch(request.url))
        return context

    def page(self, width: int = 1280, *, script: bool = True, **options: object) -> Page:
        return self.context(width, script=script, **options).new_page()

    def _watch(self, url: str) -> None:
        ours = tuple(f"http://127.0.0.1:{port}/" for port in (self.installation.port, self.installation.port + 1))
        if not url.startswith((*ours, "data:")):
            self.complaints.append(f"a request to {url}")


@pytest.fixture
def watched(browser: Browser, lyceum: Installation) -> Iterator[Watched]:
    with ExitStack() as stack:
        watched = Watched(browser, lyceum, stack)
        yield watched
        assert watched.complaints == []
