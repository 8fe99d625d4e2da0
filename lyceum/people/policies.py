"""Who may. Each `can_…` stands beside the filter that finds the same things."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from lyceum.people.actors import Actor
from lyceum.people.models import ClassMember, Guardianship, Institution, Membership, Profile, Role, SchoolClass

#: Roles of people who work at an institution; all but observers and learners.
STAFF = (Role.ADMIN, Role.TECHNICIAN, Role.EDUCATOR, Role.AUTHOR, Role.REVIEWER, Role.TRANSLATOR)
#: Who may look at any learner and class of an institution.
OVERSEERS = (Role.ADMIN, Role.TECHNICIAN)


class NotAllowed(PermissionDenied):
    """The actor may not do this; pages answer 403."""


def require(permitted: bool) -> None:
    if not permitted:
        raise NotAllowed


def can_change_profile(actor: Actor, profile: Profile) -> bool:
    if profile.account_id is None or actor.is_scoped:
        return actor.profile is not None and actor.profile.pk == profile.pk
    return actor.account_id == profile.account_id


def can_operate(actor: Actor) -> bool:
    return actor.is_operator


def has_role(actor: Actor, institution: Institution, *roles: str) -> bool:
    """Whether the actor holds one of the roles here or above; that of a learner holds here alone.

    Operators run the installation, not its institutions; in one that is closed nobody has a role.
    """
    if institution.closed_at is not None:
        return False
    above = set(institution.ancestor_ids)
    return any(
        role in roles and (holder == institution.pk if role == Role.LEARNER else holder in above)
        for holder, role in actor.roles
    )


def institutions_where(actor: Actor, *roles: str) -> QuerySet[Institution]:
    """The twin of `has_role`: open institutions in which the actor holds one of the roles, those below included."""
    branches = Q(pk__in=[])
    for holder, role in sorted(actor.roles):
        if role in roles:
            branches |= Q(pk=holder) if role == Role.LEARNER else Q(path__contains=f"/{holder}/")
    return Institution.objects.filter(branches, closed_at=None)


def _open_to_operators(actor: Actor, institution: Institution, *roles: str) -> bool:
    return (actor.is_operator and institution.closed_at is None) or has_role(actor, institution, *roles)


def _open_to_operators_where(actor: Actor, *roles: str) -> QuerySet[Institution]:
    return Institution.objects.filter(closed_at=None) if actor.is_operator else institutions_where(actor, *roles)


def can_manage_institution(actor: Actor, institution: Institution) -> bool:
    return _open_to_operators(actor, institution, Role.ADMIN)


def institutions_managed_by(actor: Actor) -> QuerySet[Institution]:
    """The twin of `can_manage_institution`."""
    return _open_to_operators_where(actor, Role.ADMIN)


def can_see_members(actor: Actor, institution: Institution) -> bool:
    """Who belongs to it, its classes and its rosters: admins, technicians and operators."""
    return _open_to_operators(actor, institution, *OVERSEERS)


def institutions_overseen_by(actor: Actor) -> QuerySet[Institution]:
    """The twin of `can_see_members`."""
    return _open_to_operators_where(actor, *OVERSEERS)


def can_see_institution(actor: Actor, institution: Institution) -> bool:
    """Its inner pages: members of it, and of those above."""
    return _open_to_operators(actor, institution, *Role.values)


def institutions_visible_to(actor: Actor) -> QuerySet[Institution]:
    """The twin of `can_see_institution`."""
    return _open_to_operators_where(actor, *Role.values)


def _in_class(actor: Actor, part: Collection[str]) -> QuerySet[ClassMember]:
    return ClassMember.objects.filter(profile=actor.profile, part__in=part, left_at=None)


def can_make_class(actor: Actor, institution: Institution) -> bool:
    return has_role(actor, institution, Role.ADMIN, Role.TECHNICIAN, Role.EDUCATOR)


def institutions_for_classes_of(actor: Actor) -> QuerySet[Institution]:
    """The twin of `can_make_class`."""
    return institutions_where(actor, Role.ADMIN, Role.TECHNICIAN, Role.EDUCATOR)


def can_teach(actor: Actor, school_class: SchoolClass) -> bool:
    """Its educators, and admins of its institution: marks, assignments, messages."""
    if actor.profile is None or actor.account is None:
        return False
    educates = _in_class(actor, [ClassMember.Part.EDUCATOR]).filter(school_class=school_class).exists()
    return educates or has_role(actor, school_class.institution, Role.ADMIN)


def classes_taught_by(actor: Actor) -> QuerySet[SchoolClass]:
    """The twin of `can_teach`."""
    if actor.profile is None or actor.account is None:
        return SchoolClass.objects.none()
    educates = _in_class(actor, [ClassMember.Part.EDUCATOR]).filter(school_class=OuterRef("pk"))
    administered = Q(institution__in=institutions_where(actor, Role.ADMIN))
    return SchoolClass.objects.filter(Exists(educates) | administered)


def can_manage_class(actor: Actor, school_class: SchoolClass) -> bool:
    """Members, codes and sign-in cards: who teaches it, and the institution's technicians."""
    return can_teach(actor, school_class) or has_role(actor, school_class.institution, Role.TECHNICIAN)


def classes_managed_by(actor: Actor) -> QuerySet[SchoolClass]:
    """The twin of `can_manage_class`."""
    maintained = SchoolClass.objects.filter(institution__in=institutions_where(actor, Role.TECHNICIAN))
    return SchoolClass.objects.filter(Q(pk__in=classes_taught_by(actor)) | Q(pk__in=maintained))


def can_renew_secrets(actor: Actor, person: Profile) -> bool:
    """A new password or new pictures: for accounts that an institution made for learners and that have no e-mail yet,
    by those who manage a class of that institution, or below, in which the person learns now."""
    return secrets_renewable_by(actor).filter(pk=person.pk).exists()


def secrets_renewable_by(actor: Actor) -> QuerySet[Profile]:
    """The twin of `can_renew_secrets`."""
    maker = Concat(Value("/"), Cast(OuterRef("managed_by_id"), CharField()), Value("/"))
    learns = ClassMember.objects.filter(
        profile=OuterRef("pk"),
        part=ClassMember.Part.LEARNER,
        left_at=None,
        school_class__in=classes_managed_by(actor),
        school_class__institution__path__contains=maker,
    )
    works = Membership.objects.filter(profile=OuterRef("pk")).exclude(role=Role.LEARNER)
    made = Profile.objects.filter(managed_by__isnull=False, account__email="", account__is_staff=False)
    return made.filter(Exists(learns), ~Exists(works))


def can_see_class(actor: Actor, school_class: SchoolClass) -> bool:
    if actor.profile is None:
        return False
    inside = _in_class(actor, ClassMember.Part.values).filter(school_class=school_class).exists()
    return inside or has_role(actor, school_class.institution, *OVERSEERS)


def classes_visible_to(actor: Actor) -> QuerySet[SchoolClass]:
    """The twin of `can_see_class`."""
    if actor.profile is None:
        return SchoolClass.objects.none()
    inside = _in_class(actor, ClassMember.Part.values).filter(school_class=OuterRef("pk"))
    overseen = Q(institution__in=institutions_where(actor, *OVERSEERS))
    return SchoolClass.objects.filter(Exists(inside) | overseen)


def is_guardian_of(actor: Actor, child: Profile) -> bool:
    return bool(
        actor.profile
        and actor.account
        and Guardianship.objects.filter(guardian=actor.profile, child=child, ended_at=None).exists()
    )


def children_of(actor: Actor) -> QuerySet[Profile]:
    """The twin of `is_guardian_of`."""
    if actor.profile is None or actor.account is None:
        return Profile.objects.none()
    mine = Guardianship.objects.filter(guardian=actor.profile, ended_at=None, child=OuterRef("pk"))
    return Profile.objects.filter(Exists(mine))


def can_see_learning(actor: Actor, person: Profile) -> bool:
    """Progress and marks of a person: the person, the guardians, the educators of a class they are in now."""
    if actor.profile is None:
        return False
    return actor.profile.pk == person.pk or is_guardian_of(actor, person) or teaches(actor, person)


def teaches(actor: Actor, person: Profile) -> bool:
    """Whether the person learns now in a class that the actor teaches."""
    learns = ClassMember.objects.filter(profile=person, part=ClassMember.Part.LEARNER, left_at=None)
    return classes_taught_by(actor).filter(Exists(learns.filter(school_class=OuterRef("pk")))).exists()


def people_taught_by(actor: Actor) -> QuerySet[Profile]:
    """The twin of `teaches`."""
    learns = ClassMember.objects.filter(
        profile=OuterRef("pk"),
        part=ClassMember.Part.LEARNER,
        left_at=None,
        school_class__in=classes_taught_by(actor),
    )
    return Profile.objects.filter(Exists(learns))


def classmates_of(person: Profile) -> QuerySet[Profile]:
    """Who learns in a class in which this person learns now; not the person."""
    own = ClassMember.objects.filter(profile=person, part=ClassMember.Part.LEARNER, left_at=None)
    shared = ClassMember.objects.filter(
        profile=OuterRef("pk"),
        part=ClassMember.Part.LEARNER,
        left_at=None,
        school_class__in=own.values("school_class"),
    )
    return Profile.objects.filter(Exists(shared)).exclude(pk=person.pk)


def learning_visible_to(actor: Actor) -> QuerySet[Profile]:
    """The twin of `can_see_learning`."""
    if actor.profile is None:
        return Profile.objects.none()
    taught = Q(pk__in=people_taught_by(actor))
    ward = Guardianship.objects.filter(guardian=actor.profile, ended_at=None, child=OuterRef("pk"))
    own = Q(pk=actor.profile.pk)
    return Profile.objects.filter(own | taught | (Exists(ward) if actor.account else Q(pk__in=[])))
