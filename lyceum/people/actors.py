"""Who acts in a request."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from lyceum.people.models import Account, Membership, Profile


@dataclass(frozen=True)
class Actor:
    """A visitor has neither account nor profile, a guest a profile only, a member both."""

    account: Account | None = None
    profile: Profile | None = None
    # Lyceum itself: commands, sweeps, receivers.
    is_system: bool = False

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
        return bool(self.account and self.account.is_active and self.account.is_staff)

    @cached_property
    def roles(self) -> frozenset[tuple[int, str]]:
        """(institution's id, role) of every membership, read once; guests have none."""
        if self.profile is None or self.account is None:
            return frozenset()
        return frozenset(Membership.objects.filter(profile=self.profile).values_list("institution_id", "role"))


SYSTEM = Actor(is_system=True)
