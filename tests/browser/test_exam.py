"""A timed exam in a real browser: what is answered is kept as one goes, and found again on another device."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.courses.exams import with_exam
from tests.courses.factories import write_folder

PASSWORD = "a good long password"
MAKE = """
from lyceum.people.models import Account, Profile
account = Account.objects.create_user(username="examinee", password="a good long password")
Profile.objects.create(account=account, name="Mia", language="en", birth_year=1990)
"""


def sign_in(watched: Watched) -> Page:
    page = watched.page(360)
    page.goto("/en/account/sign-in/")
    page.fill("[name=login]", "examinee")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button.lit").first.click()
    page.wait_for_url("**/my/**")
    return page


def test_a_power_cut_takes_no_answer(watched: Watched) -> None:
    with tempfile.TemporaryDirectory() as folder:
        watched.installation.manage("import_pack", str(write_folder(Path(folder) / "pack", with_exam())))
    watched.installation.manage("shell", "-c", MAKE)
    page = sign_in(watched)
    page.goto("/en/courses/tiny/final/")
    page.locator("main form button.lit").click()
    page.locator("form[data-exam] input[type=radio][value=b]").first.check()
    expect(page.locator("form[data-exam] [data-note]")).to_contain_text("Saved", timeout=15_000)
    page.context.close()
    other = sign_in(watched)
    other.goto("/en/courses/tiny/final/")
    expect(other.locator("form[data-exam] input[type=radio][value=b]").first).to_be_checked()
    other.locator("form[data-exam] button[value=hand_in].lit").click()
    # Two questions are open: it asks whether that is meant.
    other.locator("[name=anyway]").check()
    other.locator("form[data-exam] button[value=hand_in].lit").click()
    expect(other.locator("form[data-exam]")).to_have_count(0)
    watched.complaints = [text for text in watched.complaints if "422" not in text]
