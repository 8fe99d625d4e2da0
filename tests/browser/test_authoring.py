"""A course from nothing: written, reviewed by somebody else, published, and taken by a learner."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

PASSWORD = "a good long password"
PEOPLE = """
from lyceum.people.models import Account, Institution, Membership, Profile
school = Institution.objects.create(slug="lake", name="Lake School", kind="school", country="KE", path="/")
Institution.objects.filter(pk=school.pk).update(path=f"/{school.pk}/")
for name, role in (("ada", "author"), ("rosa", "reviewer")):
    account = Account.objects.create_user(username=name, password="a good long password")
    profile = Profile.objects.create(account=account, name=name.title(), language="en")
    Membership.objects.create(institution=school, profile=profile, role=role)
"""


def sign_in(watched: Watched, name: str) -> Page:
    page = watched.page()
    page.goto("/en/account/sign-in/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button.lit").click()
    page.wait_for_url("**/my/**")
    return page


def add_step(page: Page, kind: str, title: str) -> None:
    page.get_by_text("Add a step, or change this unit").click()
    page.get_by_label("Title of the step").fill(title)
    page.get_by_label("Kind").select_option(kind)
    page.get_by_role("button", name="Add the step").click()


def test_a_course_from_nothing_to_a_learner(watched: Watched) -> None:
    watched.installation.manage("shell", "-c", PEOPLE)
    page = sign_in(watched, "ada")
    page.get_by_role("link", name="Write courses").click()
    page.get_by_role("link", name="Begin a course").click()
    page.fill("[name=empty-title]", "Lakes")
    page.fill("[name=empty-slug]", "lakes")
    page.fill("[name=empty-summary]", "What a lake is.")
    page.get_by_role("button", name="Begin the course").click()
    page.get_by_label("Title of a new unit").fill("Water")
    page.get_by_role("button", name="Add the unit").click()
    add_step(page, "reading", "Still water")
    page.fill("#body", "A lake is **still** water.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview + article strong, [data-preview] strong")).to_have_text("still")
    # It is saved by itself.
    expect(page.locator("[data-note]")).to_contain_text("Saved", timeout=15_000)
    page.get_by_role("link", name="Outline").click()
    add_step(page, "quiz", "Check")
    page.get_by_label("Question", exact=True).fill("Is a lake still?")
    for number, text in enumerate(("Yes", "No", "Never"), start=1):
        page.get_by_label(f"Answer {number}", exact=True).fill(text)
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.get_by_role("link", name="Review", exact=True).click()
    page.locator("button[value=ask]").click()
    address = page.url
    reviewer = sign_in(watched, "rosa")
    reviewer.goto(address)
    expect(reviewer.get_by_text("2 steps added")).to_be_visible()
    reviewer.get_by_role("button", name="Approve").click()
    page.goto(address)
    page.get_by_role("button", name="Publish it now").click()
    expect(page.get_by_text("Version 1.0.0 is published.")).to_be_visible()
    learner = watched.page(360)
    learner.goto("/en/courses/lakes/still-water/")
    expect(learner.locator("article strong")).to_have_text("still")
    learner.goto("/en/courses/lakes/check/")
    learner.get_by_text("Yes").click()
    learner.get_by_role("button", name="Check my answers").click()
    expect(learner.get_by_role("heading", name="Passed")).to_be_visible()
