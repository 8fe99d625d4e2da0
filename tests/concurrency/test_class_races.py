"""Joining, links and pictures at the same moment: each counts once, limits hold, nobody sees an error."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from lyceum.people.models import ClassMember, Institution, Membership, PictureTry, Profile, Role
from lyceum.people.services import classes, institutions, pictures
from tests.concurrency.test_races import at_once, post_at_once, statuses
from tests.conftest import make_member, sign_in
from tests.people.institutions import actor_of, add_children, make_class, make_institution, make_worker

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 12


def test_joining_many_times_at_once_is_joining() -> None:
    school = make_institution()
    educator = make_worker(school, Role.EDUCATOR)
    room = classes.renew_join_code(actor=actor_of(educator), school_class=make_class(school, educator))
    amina = make_member("amina")
    answers = post_at_once(sign_in(amina), "/en/classes/join/", [{"code": room.join_code, "do": "join"}] * MANY)
    assert statuses(answers) == {302}
    assert ClassMember.objects.filter(profile=amina).count() == 1
    assert Membership.objects.filter(profile=amina).count() == 1


def test_a_link_that_many_follow_gives_one_role() -> None:
    school = make_institution()
    code = institutions.invite(actor=actor_of(make_worker(school, Role.ADMIN)), institution=school, role="educator")
    people = [actor_of(make_member(f"m{number}")) for number in range(MANY)]

    def taking(number: int) -> Callable[[], bool]:
        def take() -> bool:
            try:
                institutions.accept_invitation(actor=people[number], code=code)
            except institutions.Void:
                return False
            return True

        return take

    assert sum(at_once([taking(number) for number in range(MANY)])) == 1
    assert Membership.objects.filter(role="educator").count() == 1


def test_the_two_last_admins_cannot_both_go() -> None:
    school = make_institution()
    admins = [make_worker(school, Role.ADMIN) for _ in range(2)]

    def removing(admin: Profile) -> Callable[[], bool]:
        def remove() -> bool:
            try:
                institutions.remove_role(
                    actor=actor_of(admin), institution=school, membership_id=admin.memberships.get().pk
                )
            except institutions.LastAdmin:
                return False
            return True

        return remove

    assert sum(at_once([removing(admin) for admin in admins])) == 1
    assert Membership.objects.filter(role="admin").count() == 1


def test_wrong_pictures_at_once_pass_no_limit() -> None:
    school = make_institution()
    educator = make_worker(school, Role.EDUCATOR)
    room = make_class(school, educator)
    add_children(educator, room, "Ana")
    session = pictures.open_session(actor=actor_of(educator), school_class=room)
    child = Profile.objects.get(name="Ana")

    def guess() -> str:
        try:
            pictures.try_pictures(session=session, person=child, pictures=["no", "such", "pictures"])
        except (pictures.Wrong, pictures.NoMoreTries) as answer:
            return type(answer).__name__
        return "right"

    answers = at_once([guess] * MANY)
    assert answers.count("Wrong") == pictures.TRIES
    assert PictureTry.objects.get().failures == pictures.TRIES


def test_one_form_sent_many_times_makes_one_class_and_one_institution() -> None:
    school = make_institution()
    educator, operator = sign_in(make_worker(school, Role.EDUCATOR)), sign_in(make_member("olga", is_staff=True))
    form = {"name": "6a", "once": str(uuid.uuid4())}
    assert statuses(post_at_once(educator, f"/en/institutions/{school.slug}/classes/", [form] * MANY)) == {302}
    assert school.classes.count() == 1
    form = {"name": "Hill", "kind": "school", "country": "KE", "once": str(uuid.uuid4())}
    assert statuses(post_at_once(operator, "/en/institutions/new/", [form] * MANY)) == {302}
    assert Institution.objects.filter(name="Hill").count() == 1


def test_children_are_made_once_however_often_the_form_comes() -> None:
    school = make_institution()
    teacher = make_worker(school, Role.EDUCATOR)
    room = make_class(school, teacher)
    client: Client = sign_in(teacher)
    form = {"names": "Ana\nBoris", "way": "password", "once": str(uuid.uuid4())}
    answers = post_at_once(client, f"/en/classes/{room.uuid}/learners/", [form] * 4)
    assert statuses(answers) == {200, 302}
    assert ClassMember.objects.filter(part="learner").count() == 2
