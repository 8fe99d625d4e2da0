"""Who acts in a request."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from lyceum.people.models import Account, Membership, Profile, Role, StaffSession


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

    @property
    def is_scoped(self) -> bool:
        return self.picture_session_id is not None

    @property
    def staff_uuid(self) -> uuid.UUID | None:
        """Who really acts, if it is not the person; the audit log keeps both."""
        return self.acting.staff.uuid if self.acting else None

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
        return bool(self.account and self.account.is_active and self.account.is_staff and not self.is_scoped)

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """(institution's id, role) of every membership, read once; guests have none, pictures open none but a learner's."""
        if self.profile is None or self.account is None:
            return frozenset()
        held = Membership.objects.filter(profile=self.profile)
        if self.is_scoped:
            held = held.filter(role=Role.LEARNER)
        return frozenset(held.values_list("institution_id", "role"))


SYSTEM = Actor(is_system=True)
