"""The pages of those who run a school: accessible, within the screen, in English and Arabic, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Watched
from tests.browser.test_roles import School

MAKE = """
import uuid
from datetime import timedelta
from lyceum.courses.models import Course
from lyceum.courses.services import learning
from lyceum.kit import clock
from lyceum.people.api import SYSTEM, Actor
from lyceum.people.models import *
from lyceum.teaching.services import entries, giving
from lyceum.works.api import save_assignment
from lyceum.works.services import hand_ins
from tests.works.conftest import RULES, TEXT

def actor(profile):
    return Actor(profile.account, profile)

def member(name, part):
    account = Account.objects.create_user(username=name.lower() + "{mark}")
    profile = Profile.objects.create(account=account, name=name, birth_year=1990, language="en")
    ClassMember.objects.create(school_class=room, profile=profile, part=part)
    return profile

school = Institution.objects.create(slug="river-{mark}", name="River School", kind="school", country="KE", path="/")
school.path = f"/{{school.pk}}/"
school.save()
room = SchoolClass.objects.create(institution=school, name="Heron 8A")
head = Profile.objects.get(account__username="educator{mark}")
ClassMember.objects.create(school_class=room, profile=head, part="educator")
for role in ("admin", "author", "reviewer"):
    Membership.objects.create(institution=school, profile=head, role=role)
learners = [member(name, "learner") for name in ("Zulfiya", "Maxence", "Noelani")]
course = Course.objects.get(slug="first-steps-in-python")
unit = course.units.order_by("position").first()
given = giving.give(actor=actor(head), school_class=room, course=course, unit=unit, due_at=clock.now() - timedelta(days=2))
learning.finish(actor=actor(learners[0]), activity=unit.activities.first(), score=0.9)
entries.write(actor=actor(head), given=given, person=learners[1], kind="excused")
assignment = save_assignment(actor=SYSTEM, slug="plan-{mark}", rules=RULES, texts={{"en": TEXT}}, source_language="en")
work = hand_ins.hand_in(actor=actor(learners[0]), assignment=assignment, once=uuid.uuid4(), language="en", text="A plan.")
print("ids", room.uuid, given.uuid, learners[0].uuid, assignment.pk, work.uuid)
"""


def pages_of(school: School) -> dict[str, str]:
    said = school.watched.installation.manage("shell", "-c", MAKE.format(mark=school.mark))
    room, given, learner, assignment, work = said.split("ids ")[1].split()[:5]
    institution, klass = f"institutions/river-{school.mark}/", f"classes/{room}/"
    return {
        "my classes": "classes/", "class": klass, "learners": f"{klass}learners/", "class settings": f"{klass}settings/",
        "pictures": f"{klass}pictures/", "join": "classes/join/", "picture code": "classes/pictures/",
        "work": f"{klass}work/", "give": f"{klass}work/give/?course=first-steps-in-python",
        "wall": f"{klass}work/{given}/", "dates": f"{klass}work/{given}/settings/", "gradebook": f"{klass}gradebook/",
        "entry": f"{klass}gradebook/{given}/{learner}/", "to mark": "works/", "works": f"works/{assignment}/",
        "one work": f"works/{work}/", "tasks": "tasks/", "notices": "notices/", "notice settings": "notices/settings/",
        "institutions": "institutions/", "institution": institution, "members": f"{institution}members/",
        "classes": f"{institution}classes/", "rosters": f"{institution}rosters/", "security": "account/security/",
        "children": "account/children/", "data": "account/data/", "log": "account/activity/", "authoring": "authoring/",
        "new course": "authoring/new/", "bank": "authoring/bank/", "my": "my/", "sign-in service": "account/sign-in/with/",
    }  # fmt: skip


@pytest.mark.parametrize(("language", "scheme", "width"), [("en", "light", 1280), ("ar", "dark", 360)])
def test_pages_of_staff_have_no_fault(watched: Watched, language: str, scheme: str, width: int) -> None:
    school = School(watched, language)
    paths = pages_of(school)
    page = school.signed_in("educator")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    faults = {name: _faults(page, school.url(path), width) for name, path in paths.items()}
    assert {name: found for name, found in faults.items() if found} == {}


def _faults(page: Page, path: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 800})
    answer = page.goto(path)
    assert answer is not None
    if answer.status != 200:
        return [f"status {answer.status}"]
    found = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in Axe().run(page).response["violations"]]
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{wide} px wide"] if wide > 320 else [])
