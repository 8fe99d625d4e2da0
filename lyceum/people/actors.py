"""Who acts in a request."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from allauth.mfa.models import Authenticator
from django.conf import settings

from lyceum.people.models import Account, Membership, Profile, Role, StaffSession

#: Roles that open the data of others, so that a password alone is not enough.
NEED_FACTOR = (Role.ADMIN, Role.TECHNICIAN)


def has_second_factor(account: Account) -> bool:
    """An authenticator app or a passkey; recovery codes alone are none."""
    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=account, type__in=strong).exists())


@dataclass(frozen=True)
class Actor:
    """A visitor has neither account nor profile, a guest a profile only, a member both."""

    account: Account | None = None
    profile: Profile | None = None
    # Lyceum itself: commands, sweeps, receivers.
    is_system: bool = False
    # Signed in by pictures: this one profile and nothing of its account.
    picture_session_id: int | None = None
    # Staff who act as the person of `profile`, for a time.
    acting: StaffSession | None = None
    # By which right: the role, and the institution's id.
    acting_as: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def is_scoped(self) -> bool:
        return self.picture_session_id is not None

    @property
    def staff_details(self) -> dict[str, object]:
        """Who really acts, if it is not the person; the audit log keeps both."""
        return (
            {"staff": str(self.acting.staff.uuid), "session": self.acting.pk, **self.acting_as} if self.acting else {}
        )

    @property
    def guest(self) -> Profile | None:
        return self.profile if self.profile is not None and self.profile.is_guest else None

    @property
    def account_id(self) -> int | None:
        return self.account.pk if self.account else None

    @property
    def profile_uuid(self) -> uuid.UUID | None:
        return self.profile.uuid if self.profile else None

    @property
    def is_operator(self) -> bool:
        return bool(
            self.account and self.account.is_active and self.account.is_staff and not self.is_scoped and not self.rests
        )

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """(institution's id, role) of every membership, read once; guests have none, pictures open none but a learner's."""
        if self.profile is None or self.account is None:
            return frozenset()
        held = Membership.objects.filter(profile=self.profile)
        if self.is_scoped:
            held = held.filter(role=Role.LEARNER)
        found = frozenset(held.values_list("institution_id", "role"))
        return found - self._resting(found)

    @cached_property
    def rests(self) -> bool:
        """Whether the account has rights that need a second factor, and has none: they are not in force then."""
        if not settings.STAFF_SECOND_FACTOR or self.account is None or self.is_scoped or self.acting is not None:
            return False
        strong = Membership.objects.filter(profile=self.profile, role__in=NEED_FACTOR)
        return (self.account.is_staff or strong.exists()) and not has_second_factor(self.account)

    def _resting(self, held: frozenset[tuple[int, str]]) -> frozenset[tuple[int, str]]:
        """Of these roles the ones that are not in force for want of a second factor."""
        strong = frozenset(entry for entry in held if entry[1] in NEED_FACTOR)
        return strong if strong and self.rests else frozenset()


SYSTEM = Actor(is_system=True)
