"""Export everything about a person, and erase a person. Both go on where a killed worker left off."""

import json
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet

from lyceum.kit import audit, clock, events, languages
from lyceum.people import registry
from lyceum.people.actors import SYSTEM, Actor
from lyceum.people.events import ProfileClosed
from lyceum.people.guarding import can_have_exported
from lyceum.people.models import DataRequest, Profile
from lyceum.people.policies import require
from lyceum.people.services.guardians import end_sessions

Kind, State = DataRequest.Kind, DataRequest.State
#: A request that was queued and did not end within this time is queued again: its worker may be dead.
FORGOTTEN = timedelta(seconds=60)
IN_MEMORY = 8 * 1024 * 1024


def ask_for_export(*, actor: Actor, profile: Profile) -> DataRequest:
    """Begin an export, or tell of the one that runs; the ZIP of before is dropped when the new one is there."""
    return _ask(actor, profile, Kind.EXPORT, timedelta())


@transaction.atomic
def ask_to_erase(*, actor: Actor, profile: Profile) -> list[DataRequest]:
    """Erase a person after a time to think; with its owner, everybody on the account. The account's sessions end."""
    everybody = [profile, *goes_along(profile)]
    grace = timedelta(days=settings.ERASE_GRACE_DAYS)
    asked = [_ask(actor, one, Kind.ERASE, grace, root=profile) for one in everybody]
    if profile.account is not None and profile.account_id == actor.account_id and actor.profile == profile:
        end_sessions(profile.account)
    return asked


def goes_along(profile: Profile) -> list[Profile]:
    """Who else is erased: the other people on the account, if the person is its owner."""
    if profile.account is None:
        return []
    everybody = list(Profile.objects.filter(account=profile.account).select_related("account").order_by("pk"))
    return everybody[1:] if everybody[0].pk == profile.pk else []


def _ask(actor: Actor, profile: Profile, kind: str, wait: timedelta, root: Profile | None = None) -> DataRequest:
    from lyceum.people import tasks  # its functions call the ones below

    with transaction.atomic():
        require(can_have_exported(actor, root or profile))
        assert actor.profile is not None
        profile = Profile.objects.select_for_update().get(pk=profile.pk)
        require(profile.erased_at is None)
        running = DataRequest.objects.filter(profile=profile, kind=kind, state__in=DataRequest.OPEN).first()
        if running is not None:
            return running
        now = clock.now()
        asked = DataRequest.objects.create(
            profile=profile, kind=kind, asked_by=actor.profile.uuid, language=languages.current(), created_at=now,
            due_at=now + wait, queued_at=None if wait else now,
        )  # fmt: skip
        audit.record(actor, f"people.ask_{kind}", profile)
        if not wait:
            tasks.run_data_request.enqueue(str(asked.uuid))
    return asked


@transaction.atomic
def keep_data(*, actor: Actor, request: DataRequest) -> bool:
    """Stop an erasure that has not begun; false if it is too late. Those who could ask for it may stop it."""
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("profile__account").get(pk=request.pk)
    require(request.kind == Kind.ERASE and can_have_exported(actor, request.profile))
    if request.state != State.WAITING:
        return False
    _cancel(actor, request)
    return True


@transaction.atomic
def keep_after_sign_in(*, actor: Actor) -> bool:
    """Signing in stops what the account's own people asked to have erased; true if there was something to stop."""
    own = Profile.objects.filter(account=actor.account)
    waiting = DataRequest.objects.select_for_update().filter(
        profile__in=own, asked_by__in=own.values("uuid"), kind=Kind.ERASE, state=State.WAITING
    )
    stopped = list(waiting.select_related("profile"))
    for request in stopped:
        _cancel(actor, request)
    return bool(stopped)


def _cancel(actor: Actor, request: DataRequest) -> None:
    request.state, request.finished_at = State.CANCELLED, clock.now()
    request.save(update_fields=["state", "finished_at"])
    audit.record(actor, "people.keep_data", request.profile)


def run(request_uuid: str) -> None:
    """Carry out a request whose time has come, from where it stopped; a finished one is left alone."""
    due = DataRequest.objects.filter(uuid=request_uuid, state__in=DataRequest.OPEN, due_at__lte=clock.now())
    if not due.update(state=State.RUNNING, queued_at=clock.now()):
        return
    request = DataRequest.objects.select_related("profile__account").get(uuid=request_uuid)
    if request.kind == Kind.EXPORT:
        _export(request)
    else:
        _erase(request)


def _export(request: DataRequest) -> None:
    exporters = registry.exporters()
    _begin(request, len(exporters))
    request.done_parts = []
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, exporter in exporters.items():
                _write(archive, name, exporter(request.profile))
                _tick(request, name)
        size = file.tell()
        file.seek(0)
        stored = default_storage.save(f"exports/{request.uuid}.zip", File(file))
    _deliver(request, stored, size)


def _write(archive: zipfile.ZipFile, folder: str, pieces: Iterable[registry.Piece]) -> None:
    for path, content in pieces:
        text = content if isinstance(content, bytes) else _json(content)
        archive.writestr(f"{folder}/{path}", text)


def _json(content: object) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


@transaction.atomic
def _deliver(request: DataRequest, stored: str, size: int) -> None:
    """Exactly one file is kept for a person; a second worker's file is dropped."""
    row = DataRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != State.RUNNING:
        default_storage.delete(stored)
        return
    now = clock.now()
    row.state, row.finished_at, row.file_name, row.file_size = State.DONE, now, stored, size
    row.expires_at = now + timedelta(days=settings.EXPORT_DAYS)
    row.save()
    older = DataRequest.objects.filter(profile=row.profile, kind=Kind.EXPORT).exclude(pk=row.pk).exclude(file_name="")
    older.update(expires_at=now)
    audit.record(SYSTEM, "people.export", row.profile)


def _erase(request: DataRequest) -> None:
    """Part by part, each in a transaction of its own with the note that it is done."""
    erasers = registry.erasers()
    _begin(request, len(erasers))
    forget_exports(DataRequest.objects.filter(profile=request.profile))
    for name, eraser in erasers.items():
        if name in request.done_parts:
            continue
        with transaction.atomic():
            profile = (
                Profile.objects.select_for_update(of=("self",)).select_related("account").get(pk=request.profile_id)
            )
            eraser.function(profile)
            _tick(request, name)
    with transaction.atomic():
        ended = DataRequest.objects.filter(pk=request.pk, state=State.RUNNING)
        if ended.update(state=State.DONE, finished_at=clock.now()):
            audit.record(SYSTEM, "people.erase", request.profile)
            events.announce(ProfileClosed(request.profile_id))


def _begin(request: DataRequest, count: int) -> None:
    request.part_count = count
    request.save(update_fields=["part_count"])


def _tick(request: DataRequest, name: str) -> None:
    request.done_parts = [*request.done_parts, name]
    request.queued_at = clock.now()
    request.save(update_fields=["done_parts", "queued_at"])


def run_due() -> int:
    """Queue what is due and not under way; how many there were."""
    from lyceum.people import tasks

    open_ones = DataRequest.objects.filter(state__in=DataRequest.OPEN, due_at__lte=clock.now())
    due = [*open_ones.filter(queued_at=None)[:200], *open_ones.filter(clock.apart("queued_at", FORGOTTEN))[:200]]
    for request in due:
        with transaction.atomic():
            if open_ones.filter(pk=request.pk, queued_at=request.queued_at).update(queued_at=clock.now()):
                tasks.run_data_request.enqueue(str(request.uuid))
    forget_exports(DataRequest.objects.filter(expires_at__lte=clock.now()))
    return len(due)


def forget_exports(requests: QuerySet[DataRequest]) -> None:
    """Delete the files of exports, the file first: a row without its file can be told of, a file without row cannot."""
    for request in requests.exclude(file_name=""):
        default_storage.delete(request.file_name)
        DataRequest.objects.filter(pk=request.pk).update(file_name="", expires_at=None)


def open_export(request: DataRequest) -> IO[bytes]:
    return default_storage.open(request.file_name)
