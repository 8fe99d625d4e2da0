"""Who may be seen, who may consent, who may look: policies of guardianship, closed profiles and staff access.

A profile is *closed* while a guardian's consent is asked for and not given. It may read, try and keep its progress, as a
guest may; it is seen by nobody but itself and its guardians, writes to nobody and joins nothing public.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lyceum.people.actors import Actor
from lyceum.people.ages import is_adult, is_under_age, last_year_of_age
from lyceum.people.models import ClassMember, Consent, Guardianship, Invitation, Membership, Profile, Role, StaffSession
from lyceum.people.policies import OVERSEERS, institutions_where, is_guardian_of
from lyceum.people.purposes import ACCOUNT


def can_be_seen(profile: Profile) -> bool:
    """By people other than itself, its guardians and those who run its institution."""
    return not profile.is_closed and profile.erased_at is None and not profile.is_guest


def seen(profiles: QuerySet[Profile]) -> QuerySet[Profile]:
    """The twin of `can_be_seen`."""
    return profiles.filter(is_closed=False, erased_at=None, account__isnull=False)


def has_consent(profile: Profile, purpose: str) -> bool:
    """Whether `purpose` is agreed to: by a guardian for a child, by itself for who is old enough."""
    if profile.is_closed:
        return False
    if purpose == ACCOUNT or not is_under_age(profile.birth_year):
        return True
    return Consent.objects.filter(child=profile, purpose=purpose, withdrawn_at=None).exists()


def with_consent(profiles: QuerySet[Profile], purpose: str) -> QuerySet[Profile]:
    """The twin of `has_consent`."""
    if purpose == ACCOUNT:
        return profiles.filter(is_closed=False)
    agreed = Consent.objects.filter(child=OuterRef("pk"), purpose=purpose, withdrawn_at=None)
    grown = Q(birth_year=None) | Q(birth_year__lte=last_year_of_age())
    return profiles.filter(grown | Exists(agreed), is_closed=False)


def can_take_part(actor: Actor) -> bool:
    """Write to others, publish, join what is public: what a closed profile may not."""
    return actor.profile is not None and not actor.profile.is_closed and actor.profile.erased_at is None


def is_own(actor: Actor) -> bool:
    """Signed in as oneself with the whole account: neither staff who act for somebody, nor by pictures, nor a guest."""
    return actor.account is not None and actor.profile is not None and actor.acting is None and not actor.is_scoped


def can_answer_for(actor: Actor, child: Profile) -> bool:
    """Consent, withdraw, export, erase: the guardians, in person."""
    return is_own(actor) and is_guardian_of(actor, child)


def can_invite_guardian(actor: Actor, child: Profile) -> bool:
    """The child, and those who already are guardians."""
    if actor.profile is None or actor.acting is not None or child.is_guest:
        return False
    return actor.profile.pk == child.pk or can_answer_for(actor, child)


def can_be_guardian(actor: Actor, child: Profile) -> bool:
    """An adult; on the child's own account only the person whose account it is, lest a child make itself a guardian."""
    if not is_own(actor) or actor.profile is None or actor.profile.pk == child.pk or actor.profile.is_closed:
        return False
    if not is_adult(actor.profile.birth_year):
        return False
    return actor.account_id != child.account_id or is_owner(actor)


def is_owner(actor: Actor) -> bool:
    """Whether the account was opened by this person: its first profile."""
    if actor.account is None or actor.profile is None:
        return False
    first = Profile.objects.filter(account=actor.account).order_by("pk").values_list("pk", flat=True).first()
    return first == actor.profile.pk


def can_end_guardianship(actor: Actor, guardianship: Guardianship) -> bool:
    """The guardian; and the child, once it is of age."""
    if not is_own(actor) or actor.profile is None:
        return False
    if actor.profile.pk == guardianship.guardian_id:
        return True
    return actor.profile.pk == guardianship.child_id and not is_under_age(guardianship.child.birth_year)


def holds(invitation: Invitation | None, *, now: object) -> bool:
    return invitation is not None and invitation.used_at is None and invitation.expires_at > now  # type: ignore[operator]


def can_have_exported(actor: Actor, profile: Profile) -> bool:
    """One's own data, and those of children one answers for."""
    own = is_own(actor) and actor.profile is not None and actor.profile.pk == profile.pk
    return own or can_answer_for(actor, profile)


def people_within_reach(actor: Actor) -> QuerySet[Profile]:
    """Whose record the actor may ask to open: operators anybody's, staff that of people of their institutions."""
    people = Profile.objects.filter(erased_at=None, account__isnull=False)
    if not is_own(actor) or actor.profile is None:
        return people.none()
    people = people.exclude(pk=actor.profile.pk)
    if actor.is_operator:
        return people
    mine = institutions_where(actor, *OVERSEERS)
    belongs = Membership.objects.filter(profile=OuterRef("pk"), institution__in=mine)
    learns = ClassMember.objects.filter(profile=OuterRef("pk"), left_at=None, school_class__institution__in=mine)
    return people.filter(Exists(belongs) | Exists(learns))


def is_staff(profile: Profile) -> bool:
    """Whether the person runs this installation or an institution."""
    runs = Membership.objects.filter(profile=profile, role__in=OVERSEERS).exists()
    return runs or bool(profile.account and profile.account.is_staff)


def can_open_staff_session(actor: Actor, subject: Profile, kind: str) -> bool:
    """Look at whom one reaches; change the record of who is not staff, or as operator; act only as who is not staff."""
    if not people_within_reach(actor).filter(pk=subject.pk).exists():
        return False
    if kind == StaffSession.Kind.LOOK:
        return True
    if subject.account is not None and subject.account.is_staff:
        return False
    works = Membership.objects.filter(profile=subject).exclude(role__in=(Role.LEARNER, Role.OBSERVER)).exists()
    return not works or (kind == StaffSession.Kind.EDIT and actor.is_operator)
