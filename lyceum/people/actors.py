"""Who acts in a request."""

import uuid
from dataclasses import dataclass

from lyceum.people.models import Account, Profile


@dataclass(frozen=True)
class Actor:
    """A visitor has neither account nor profile, a guest a profile only, a member both."""

    account: Account | None = None
    profile: Profile | None = None

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


SYSTEM = Actor()
