"""What other apps may use of people."""

from django.http import HttpRequest

from lyceum.kit import languages
from lyceum.people.actors import SYSTEM, Actor
from lyceum.people.class_links import register_class_link
from lyceum.people.guarding import can_answer_for, can_be_seen, can_take_part, has_consent, is_own, seen, with_consent
from lyceum.people.models import (
    Account,
    ClassMember,
    Guardianship,
    Institution,
    Membership,
    Profile,
    Role,
    SchoolClass,
)
from lyceum.people.policies import (
    NotAllowed,
    can_operate,
    can_see_class,
    can_see_learning,
    can_teach,
    children_of,
    classes_taught_by,
    classes_visible_to,
    classmates_of,
    has_role,
    institutions_visible_to,
    institutions_where,
    is_guardian_of,
    learning_visible_to,
    people_taught_by,
    require,
    teaches,
)
from lyceum.people.qr import qr_svg
from lyceum.people.registry import register_eraser, register_export
from lyceum.people.selectors import profiles_of
from lyceum.people.services.accounts import start_guest

__all__ = [
    "SYSTEM",
    "Account",
    "Actor",
    "ClassMember",
    "Guardianship",
    "Institution",
    "Membership",
    "NotAllowed",
    "Profile",
    "Role",
    "SchoolClass",
    "can_answer_for",
    "can_be_seen",
    "can_operate",
    "can_see_class",
    "can_see_learning",
    "can_take_part",
    "can_teach",
    "children_of",
    "classes_taught_by",
    "classes_visible_to",
    "classmates_of",
    "ensure_profile",
    "has_consent",
    "has_role",
    "institutions_visible_to",
    "institutions_where",
    "is_guardian_of",
    "is_own",
    "learning_visible_to",
    "people_taught_by",
    "profiles_of",
    "qr_svg",
    "register_class_link",
    "register_eraser",
    "register_export",
    "require",
    "seen",
    "start_guest",
    "teaches",
    "with_consent",
]


def ensure_profile(request: HttpRequest) -> Actor:
    """The actor of this request with a profile: a visitor who writes something becomes a guest, and the write is kept."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.profile is None:
        profile = start_guest(session=request.session, language=languages.current())
        actor = Actor(account=actor.account, profile=profile)
        request.actor = actor  # type: ignore[attr-defined]
    return actor
