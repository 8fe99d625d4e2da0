"""Passkeys, with a real browser and its virtual authenticator, under the real content policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.installation import Installation

PASSWORD = "rivers bend slowly"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def page(browser: Browser, lyceum: Installation) -> Iterator[Page]:
    """On a name, as passkeys belong to names, with a device that says yes."""
    context = browser.new_context(base_url=f"http://localhost:{lyceum.port}")
    context.set_default_timeout(20_000)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "automaticPresenceSimulation": True}}
    )
    yield page
    context.close()


def sign_up(page: Page, username: str) -> None:
    page.goto("/en/account/sign-up/")
    page.fill("[name=name]", "Dora")
    page.fill("[name=birth_year]", "1980")
    page.fill("[name=username]", username)
    page.fill("[name=password1]", PASSWORD)
    page.click("main .btn.lit")
    page.wait_for_url("**/my/")


def sign_out(page: Page) -> None:
    page.goto("/en/account/sign-out/")
    page.click("main form button")
    page.goto("/en/account/sign-in/")


def add_passkey(page: Page) -> None:
    page.goto("/en/account/security/passkeys/add/")
    if page.locator("[name=password]").count():
        page.fill("[name=password]", PASSWORD)
        page.click("main .btn.lit")
    page.fill("[name=name]", "My telephone")
    page.click("main .btn.lit")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto("/en/account/security/")


def test_a_passkey_is_added_and_signs_in_without_a_password(page: Page) -> None:
    sign_up(page, "dora1")
    add_passkey(page)
    assert page.get_by_text("My telephone", exact=True).count() >= 1
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/my/")
    assert "Dora" in page.content()


def test_a_passkey_is_the_second_proof_after_a_password(page: Page) -> None:
    sign_up(page, "dora2")
    add_passkey(page)
    sign_out(page)
    page.fill("[name=login]", "dora2")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn.lit")
    page.wait_for_url("**/security/code/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/my/")
