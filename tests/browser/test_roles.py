"""A school's first days, once by each role: operator, institution admin, educator, small child, guardian.

In English and in Arabic, so nothing is found by its words.
"""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

PASSWORD = "a good long password"
COURSE = "first-steps-in-python"
PEOPLE = """
from lyceum.people.models import Account, Profile
for name in ("operator", "admin", "educator"):
    account = Account.objects.create_user(username=name + "{mark}", password="a good long password", is_staff=name == "operator")
    Profile.objects.create(account=account, name=name.title(), language="{language}", birth_year=1980)
"""
WIDTHS = {"en": 1280, "ar": 360}


_number = itertools.count(1)


class School:
    """Who takes part, in one language; each person is a browser of their own."""

    def __init__(self, watched: Watched, language: str) -> None:
        self.watched, self.language, self.mark = watched, language, f"{language}{next(_number)}"
        watched.installation.manage("shell", "-c", PEOPLE.format(mark=self.mark, language=language))

    def page(self) -> Page:
        return self.watched.page(WIDTHS[self.language])

    def url(self, path: str) -> str:
        return f"/{self.language}/{path}"

    def signed_in(self, name: str) -> Page:
        page = self.page()
        page.goto(self.url("account/sign-in/"))
        page.fill("[name=login]", name + self.mark)
        page.fill("[name=password]", PASSWORD)
        page.locator("main button.lit").click()
        page.wait_for_url("**/my/**")
        return page


@pytest.fixture(params=["en", "ar"])
def school(request: pytest.FixtureRequest, watched: Watched) -> School:
    return School(watched, request.param)


def test_from_the_operator_to_a_child_who_learns(school: School) -> None:
    slug = found_institution(school)
    class_url = make_class(school, slug)
    secret, code = teach(school, class_url)
    learn(school, code, secret)
    educator = school.signed_in("educator")
    educator.goto(f"{class_url}work/")
    educator.locator(f"main a[href*='{class_url}work/']").last.click()
    expect(educator.locator("table.heat tbody tr", has_text="Zulfiya").locator("svg.m4")).to_have_count(1)
    educator.goto(f"{class_url}gradebook/")
    expect(educator.locator("table.grades tbody tr")).to_have_count(2)


def found_institution(school: School) -> str:
    """The operator makes an institution and gives it an admin; its address."""
    page = school.signed_in("operator")
    page.goto(school.url("institutions/new/"))
    page.fill("[name=name]", f"Lake School {school.mark}")
    page.select_option("[name=kind]", "school")
    page.select_option("[name=country]", "KE")
    page.locator("main button.lit").click()
    page.wait_for_url(re.compile(r"/institutions/(?!new)[^/]+/"))
    slug = page.url.split("/institutions/")[1].split("/")[0]
    give_role(page, school, slug, "admin", "admin")
    return slug


def give_role(page: Page, school: School, slug: str, name: str, role: str) -> None:
    page.goto(school.url(f"institutions/{slug}/members/"))
    form = page.locator("form:has(button[value=give])")
    form.locator("[name=login]").fill(name + school.mark)
    form.locator("[name=role]").select_option(role)
    form.locator("button[value=give]").click()
    expect(page.locator("main ul.rows", has_text=name + school.mark)).to_be_visible()


def make_class(school: School, slug: str) -> str:
    """The institution's admin takes on an educator, and the educator makes a class; its address."""
    give_role(school.signed_in("admin"), school, slug, "educator", "educator")
    page = school.signed_in("educator")
    page.goto(school.url(f"institutions/{slug}/classes/"))
    page.fill("main form[method=post] [name=name]", f"Herons {school.mark}")
    page.locator("main button.lit").click()
    page.wait_for_url(re.compile(r"/classes/[0-9a-f-]{36}/"))
    return "/" + page.url.split("/", 3)[3]


def teach(school: School, class_url: str) -> tuple[list[str], str]:
    """The educator adds two small children, gives work and opens a picture session: a child's pictures, the code."""
    page = school.signed_in("educator")
    page.goto(f"{class_url}learners/")
    page.fill("[name=names]", "Zulfiya\nMaxence")
    page.check("[name=way][value=pictures]")
    page.check("[name=consented]")
    page.locator("main button.lit").click()
    card = page.locator(".signcard", has_text="Zulfiya")
    words = [
        re.sub(r"^\W*\d\W*|^[٠-٩]\W*", "", text).strip() for text in card.locator("ol.secret li").all_inner_texts()
    ]
    page.goto(f"{class_url}work/give/?course={COURSE}")
    page.select_option("[name=part]", "activity:first-program")
    page.fill("[name=due_at]", "2030-01-31T16:00")
    page.locator("main button.lit").click()
    expect(page.locator("table.heat tbody tr")).to_have_count(2)
    page.goto(f"{class_url}pictures/")
    page.locator("button[value=open]").click()
    return words, re.sub(r"\D", "", page.locator("main .code.big").inner_text())


def learn(school: School, code: str, secret: list[str]) -> None:
    """The child signs in by pictures, reads what was given, and leaves the tablet to the next one."""
    page = school.page()
    page.goto(school.url("classes/pictures/"))
    page.fill("main [name=code]", code)
    page.locator("main button.lit").click()
    page.locator(".pics a", has_text="Zulfiya").click()
    for word in secret:
        page.locator("main .pics button", has_text=word).click()
    page.wait_for_url(re.compile(r"/(my|courses|tasks|classes)/"))
    assert page.request.get(school.url("account/settings/")).status == 403, "pictures open learning, not the account"
    page.goto(school.url("tasks/"))
    page.locator("main ul.rows a").first.click()
    page.locator("main form[method=post] button").last.click()
    page.goto(school.url("tasks/"))
    expect(page.locator("main .tag.ok")).to_be_visible()
    page.locator("form[action$='/classes/pictures/finish/'] button").first.click()
    expect(page.locator(".pics a", has_text="Maxence")).to_be_visible()


def test_a_child_asks_a_guardian_on_paper(school: School) -> None:
    child, guardian = school.page(), school.page()
    sign_up(child, school, "child", 2018)
    child.goto(school.url("account/guardians/"))
    child.locator("form[action$='/sheet/'] button").click()
    code = child.locator("main .code").first.inner_text().strip()
    sign_up(guardian, school, "guardian", 1985)
    guardian.goto(school.url("account/for-a-child/"))
    guardian.fill("[name=code]", code)
    guardian.locator("main button.lit").click()
    guardian.check("input[name=purposes][value=account]")
    guardian.locator("main button.lit").click()
    guardian.goto(school.url("account/children/"))
    expect(guardian.locator("main ul.rows .tag.ok")).to_be_visible()
    child.goto(school.url("account/guardians/"))
    expect(child.locator("main .tag.ok").first).to_be_visible()


def sign_up(page: Page, school: School, name: str, year: int) -> None:
    page.goto(school.url("account/sign-up/"))
    page.fill("[name=name]", name.title())
    page.fill("[name=username]", name + school.mark)
    page.fill("[name=birth_year]", str(year))
    page.fill("[name=password1]", "rivers bend slowly here")
    page.locator("main button.lit").click()
    page.wait_for_url(re.compile(rf"/{school.language}/(?!account/sign-up)"))


WRITERS = """
from lyceum.people.models import Account, Institution, Membership, Profile
school = Institution.objects.create(slug="press-{mark}", name="Press", kind="ngo", country="FR", path="/")
Institution.objects.filter(pk=school.pk).update(path=f"/{{school.pk}}/")
for role in ("author", "reviewer", "translator"):
    account = Account.objects.create_user(username=role + "{mark}", password="a good long password")
    profile = Profile.objects.create(account=account, name=role.title(), language="{language}", birth_year=1980)
    Membership.objects.create(institution=school, profile=profile, role=role)
"""


def test_a_course_is_written_translated_and_approved(school: School) -> None:
    writers = WRITERS.format(mark=school.mark, language=school.language)
    school.watched.installation.manage("shell", "-c", writers)
    author = school.signed_in("author")
    copy = begin_course(author, school)
    write_reading(author)
    ask_along(author, copy, f"translator{school.mark}")
    translate(school.signed_in("translator"), copy)
    author.goto(f"{copy}review/")
    author.locator("button[value=ask]").click()
    reviewer = school.signed_in("reviewer")
    reviewer.goto(f"{copy}review/")
    expect(reviewer.locator("main ins, main .diff").first).to_be_visible()
    reviewer.locator("button[value=approve]").click()
    author.goto(f"{copy}review/")
    author.locator("button[value=publish]").click()
    reader = school.page()
    reader.goto(f"/es/courses/lakes-{school.mark}/still-water/")
    expect(reader.locator("main")).to_contain_text("Un lago es agua quieta.")


def begin_course(page: Page, school: School) -> str:
    """A course in English that will be translated into Spanish; the address of its working copy."""
    page.goto(school.url("authoring/new/"))
    page.fill("[name=empty-title]", "Lakes")
    page.fill("[name=empty-slug]", f"lakes-{school.mark}")
    page.fill("[name=empty-summary]", "What a lake is.")
    page.select_option("[name=empty-source]", "en")
    page.check("[name=empty-others][value=es]")
    page.locator("button[value=empty]").click()
    page.wait_for_url(re.compile(r"/authoring/[0-9a-f-]{36}/"))
    return page.url


def write_reading(page: Page) -> None:
    page.fill("#new-unit", "Water")
    page.locator("button[value=add-unit]").click()
    page.locator("main details summary").first.click()
    form = page.locator("form:has(button[value^='add:'])")
    form.locator("[name=title]").fill("Still water")
    form.locator("[name=kind]").select_option("reading")
    form.locator("button").click()
    page.fill("#body", "A lake is still water.")
    page.locator("#editor button.lit[value=save]").click()
    expect(page.locator("#body")).to_have_value(re.compile("A lake is still water."))


def ask_along(page: Page, copy: str, username: str) -> None:
    page.goto(f"{copy}people/")
    page.fill("[name=username]", username)
    page.select_option("main [name=role]", "translator")
    page.locator("button[value=ask]").click()
    expect(page.locator("main ul.rows", has_text=username)).to_be_visible()


def translate(page: Page, copy: str) -> None:
    """All that the course says, piece by piece."""
    words = {"Lakes": "Lagos", "What a lake is.": "Qué es un lago.", "Water": "Agua", "Still water": "Agua quieta",
             "A lake is still water.": "Un lago es agua quieta."}  # fmt: skip
    page.goto(f"{copy}translate/?language=es")
    steps = [link.get_attribute("href") for link in page.locator("main ul.rows h3 a").all()]
    for step in steps:
        page.goto(str(step))
        for place in range(page.locator("form[data-segment]").count()):
            form = page.locator("form[data-segment]").nth(place)
            source = form.locator("[name=source]").input_value().strip()
            form.locator("[name=target]").fill(words[source])
            form.locator("button[value=save]").click()
            expect(page.locator("form[data-segment]").nth(place).locator("[name=target]")).to_have_value(words[source])
