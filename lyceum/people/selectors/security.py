"""Where an account is signed in, and by what."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from lyceum.people.models import Account, DeviceSession


@dataclass(frozen=True)
class Device:
    pk: int
    browser: str
    system: str
    started_at: datetime
    is_this: bool


@dataclass(frozen=True)
class Factors:
    """What proves who signs in, besides the password."""

    app: Authenticator | None
    recovery: Authenticator | None
    passkeys: list[Authenticator]


def devices_of(account: Account, here: str) -> list[Device]:
    """The devices with a session that still is; this one first, then the latest."""
    rows = list(DeviceSession.objects.filter(account=account).order_by("-started_at"))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
    found = [
        Device(row.pk, row.browser, row.system, row.started_at, row.session_key == here)
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda device: not device.is_this)


def factors_of(account: Account) -> Factors:
    rows = list(Authenticator.objects.filter(user=account).order_by("created_at"))
    by_type = {row.type: row for row in rows}
    return Factors(
        app=by_type.get(Authenticator.Type.TOTP),
        recovery=by_type.get(Authenticator.Type.RECOVERY_CODES),
        passkeys=[row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
    )
