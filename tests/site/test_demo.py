"""The demonstration: made once, gone on with after a cut, never among real people."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from lyceum.coding.models import Submission
from lyceum.courses.models import Progress, QuizAttempt
from lyceum.courses.services.packs import import_pack
from lyceum.people.actors import SYSTEM
from lyceum.people.models import Account, ClassMember, Guardianship, Institution, Profile, SchoolClass
from lyceum.site.demo import learning
from lyceum.site.demo.script import FOLDER
from lyceum.teaching.models import Entry, Extension, GivenWork, Note
from lyceum.works.models import HandIn, Mark
from tests.conftest import make_member

COURSES = ("first-steps-in-python", "cpp-from-zero", "teaching-online-weak-line")
pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(settings: Settings, tmp_path: Path) -> Path:
    """An installation with the starter courses and nobody."""
    settings.DATA_DIR, settings.STAFF_SECOND_FACTOR = tmp_path, False
    for slug in COURSES:
        import_pack(actor=SYSTEM, source=FOLDER / "courses" / slug)
    return tmp_path / "demo" / "passwords.json"


def counts() -> list[int]:
    models = (
        Account,
        Profile,
        Institution,
        SchoolClass,
        ClassMember,
        Guardianship,
        GivenWork,
        Progress,
        Submission,
        Note,
        QuizAttempt,
        Extension,
        Entry,
        HandIn,
        Mark,
    )
    return [model.objects.count() for model in models]


def test_a_second_run_changes_nothing(empty: Path) -> None:
    call_command("make_demo", learners=2)
    before, passwords = counts(), empty.read_text()
    call_command("make_demo", learners=2)
    assert counts() == before
    assert empty.read_text() == passwords
    assert Institution.objects.count() == 5
    assert SchoolClass.objects.count() == 6
    assert Guardianship.objects.count() == 2
    assert ClassMember.objects.filter(part="learner").count() == 12
    assert Note.objects.count() == 6
    assert QuizAttempt.objects.exists()
    assert (HandIn.objects.count(), Mark.objects.count()) == (2, 2)


def test_children_are_open_because_a_guardian_agreed(empty: Path) -> None:
    call_command("make_demo", learners=2)
    assert not Profile.objects.filter(is_closed=True).exists()
    assert Guardianship.objects.filter(child__account__username="demo-5b-01").count() == 1


def test_passwords_are_in_a_file_for_the_owner_alone(empty: Path) -> None:
    call_command("make_demo", learners=1)
    assert empty.stat().st_mode & 0o777 == 0o600
    for name, password in json.loads(empty.read_text()).items():
        assert Account.objects.get(username=name).check_password(password)


def test_goes_on_after_a_cut(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(learning, "submit", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            call_command("make_demo", learners=2)
    cut = counts()
    call_command("make_demo", learners=2)
    assert counts() != cut
    finished = counts()
    call_command("make_demo", learners=2)
    assert counts() == finished


def test_refuses_where_real_people_are(empty: Path) -> None:
    make_member("ada")
    with pytest.raises(CommandError, match="has accounts"):
        call_command("make_demo", learners=1)
    assert Account.objects.count() == 1
    assert not empty.exists()


def test_refuses_where_staff_need_a_second_factor(empty: Path, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    with pytest.raises(CommandError, match="LYCEUM_STAFF_SECOND_FACTOR"):
        call_command("make_demo", learners=1)


def test_says_which_courses_are_missing(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.STAFF_SECOND_FACTOR = tmp_path, False
    with pytest.raises(CommandError, match="cpp-from-zero"):
        call_command("make_demo", learners=1)
