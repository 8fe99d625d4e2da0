"""Devices on which an account is signed in."""

import re
from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people.actors import Actor
from lyceum.people.guarding import is_own
from lyceum.people.models import Account, DeviceSession
from lyceum.people.policies import require
from lyceum.people.services.guardians import end_sessions

#: The first that fits; many browsers name others beside themselves.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
MOST = 50


def remember(*, account: Account, session: SessionBase, agent: str) -> None:
    """Note a sign-in: the kind of browser and system, no address and no version."""
    if not session.session_key:
        session.save()
    values = {
        "account": account,
        "started_at": clock.now(),
        "browser": _name(agent, BROWSERS),
        "system": _name(agent, SYSTEMS),
    }
    DeviceSession.objects.update_or_create(session_key=session.session_key, defaults=values)
    old = DeviceSession.objects.filter(account=account).order_by("-started_at").values_list("pk", flat=True)[MOST:]
    DeviceSession.objects.filter(pk__in=list(old)).delete()


@transaction.atomic
def end_device(*, actor: Actor, device: DeviceSession) -> None:
    """Sign one device out."""
    require(is_own(actor) and device.account_id == actor.account_id)
    _store()(device.session_key).delete()
    device.delete()
    audit.record(actor, "people.end_session", device.account)


@transaction.atomic
def end_other_devices(*, actor: Actor, session: SessionBase, agent: str) -> None:
    """Sign out everywhere but here."""
    require(is_own(actor))
    assert actor.account is not None
    account = Account.objects.select_for_update().get(pk=actor.account.pk)
    end_sessions(account)
    account.refresh_from_db()
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    remember(account=account, session=session, agent=agent)
    audit.record(actor, "people.end_sessions", account)


def _name(agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in known if re.search(rf"\b{re.escape(mark)}", agent)), "")


def _store() -> type[SessionBase]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return store
