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
from lyceum.people.services.accounts import open_account, start_guest
from lyceum.people.services.classes import create_class, join, renew_join_code
from lyceum.people.services.guardians import invite as invite_guardian
from lyceum.people.services.guardians import take_on
from lyceum.people.services.institutions import create_institution, give_role

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
    "create_class",
    "create_institution",
    "ensure_profile",
    "give_role",
    "has_consent",
    "has_role",
    "institutions_visible_to",
    "institutions_where",
    "invite_guardian",
    "is_guardian_of",
    "is_own",
    "join",
    "learning_visible_to",
    "open_account",
    "people_taught_by",
    "profiles_of",
    "qr_svg",
    "register_class_link",
    "register_eraser",
    "register_export",
    "renew_join_code",
    "require",
    "seen",
    "start_guest",
    "take_on",
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
