"""Signing in by pictures, while an educator has a session of the class open."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from lyceum.kit import audit, clock
from lyceum.people import class_codes
from lyceum.people.actors import Actor
from lyceum.people.models import PictureSecret, PictureSession, PictureTry, Profile, SchoolClass
from lyceum.people.selectors.classes import children_in
from lyceum.people.services.classes import locked

OPEN_FOR = timedelta(minutes=90)
#: Wrong sequences for one child, and for all together, in one session.
TRIES, TRIES_OF_ALL = 5, 60


class Wrong(Exception):
    """These are not the child's pictures."""


class NoMoreTries(Exception):
    """Too many wrong sequences: an educator opens a new session or makes new pictures."""


class SessionOver(Exception):
    """The session is closed, or the child is not in its class."""


@transaction.atomic
def open_session(*, actor: Actor, school_class: SchoolClass) -> PictureSession:
    """Let the class sign in by pictures for a lesson. A session that is open already ends."""
    row = locked(actor, school_class)
    assert actor.profile is not None
    now = clock.now()
    row.picture_sessions.filter(ended_at=None, closes_at__gt=now).update(ended_at=now)
    while True:
        try:
            with transaction.atomic():
                session = row.picture_sessions.create(
                    opened_by=actor.profile, code=class_codes.new_code(), closes_at=now + OPEN_FOR
                )
            break
        except IntegrityError:
            continue
    audit.record(actor, "people.open_picture_session", row, session=session.pk)
    return session


@transaction.atomic
def end_session(*, actor: Actor, school_class: SchoolClass) -> None:
    """Nobody signs in any more, and who did is signed out."""
    row = locked(actor, school_class)
    if row.picture_sessions.filter(ended_at=None).update(ended_at=clock.now()):
        audit.record(actor, "people.end_picture_session", row)


def try_pictures(*, session: PictureSession, person: Profile, pictures: Sequence[str]) -> None:
    """Returns if these are the child's pictures. Raises Wrong, NoMoreTries or SessionOver; wrong ones are counted.

    The count is written before the answer is known, so that many tries at once cannot pass the limit.
    """
    with transaction.atomic():
        now = PictureSession.objects.select_for_update().get(pk=session.pk)
        if (
            now.ended_at is not None
            or now.closes_at <= clock.now()
            or not children_in(now).filter(pk=person.pk).exists()
        ):
            raise SessionOver
        _count(now, person)
        secret = PictureSecret.objects.get(profile=person).secret_hash
    if not check_password("-".join(pictures), secret):
        audit.record(None, "people.wrong_pictures", person, session=session.pk)
        raise Wrong
    with transaction.atomic():
        PictureTry.objects.filter(session=session, profile=person).update(failures=F("failures") - 1)
        audit.record(Actor(person.account, person), "people.sign_in_by_pictures", person, session=session.pk)


def _count(session: PictureSession, person: Profile) -> None:
    row, _ = PictureTry.objects.get_or_create(session=session, profile=person)
    total = PictureTry.objects.filter(session=session).aggregate(n=Sum("failures"))["n"] or 0
    if row.failures >= TRIES or total >= TRIES_OF_ALL:
        make_password("")
        raise NoMoreTries
    PictureTry.objects.filter(pk=row.pk).update(failures=F("failures") + 1)
