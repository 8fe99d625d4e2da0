"""Beginning a working copy, and who works on it."""

import uuid
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from lyceum.authoring import blobs
from lyceum.authoring.models import Collaborator, WorkingCopy
from lyceum.authoring.policies import can_edit, can_see, can_start, can_take_up
from lyceum.authoring.services.files import locked, tree_of, write
from lyceum.authoring.tree import Changes, Entry, Tree
from lyceum.courses.api import (
    Course,
    CourseVersion,
    Files,
    PackRejected,
    dump_yaml,
    errors_in,
    files_of,
    read_source,
    rewrite_yaml,
)
from lyceum.kit import audit, clock
from lyceum.people.api import Account, Actor, Institution, Membership, Profile, require


class SlugTaken(Exception):
    """Another course, or another working copy, has this name in its address."""


class NobodyThere(Exception):
    """There is no such person among those who may work on this course."""


@transaction.atomic
def start_course(
    *,
    actor: Actor,
    slug: str,
    title: str,
    summary: str,
    subject: str,
    languages: list[str],
    institution: Institution | None,
    audience: str,
    licence: str = "CC-BY-4.0",
    hours: float = 1,
    once: uuid.UUID | None = None,
) -> WorkingCopy:
    """Begin a new course with one empty unit; the first language is its source. Raises SlugTaken, NotAllowed."""
    require(can_start(actor, institution))
    source = languages[0]
    author = institution.name if institution is not None else "Lyceum"
    manifest = {
        "format": "lyceum-pack/1", "kind": "course", "id": slug, "version": "0.1.0", "source_language": source,
        "languages": languages, "subject": subject, "licence": licence, "authors": [author], "hours": hours,
    }  # fmt: skip
    files: Changes = {
        "pack.yaml": dump_yaml(manifest),
        f"course.{source}.yaml": dump_yaml({"title": title, "summary": summary}),
    }
    return _begin(actor, slug, institution, audience, files, once)


@transaction.atomic
def take_up(*, actor: Actor, course: Course) -> WorkingCopy:
    """The working copy of a published course; made from its newest version if there is none yet."""
    require(can_take_up(actor, course))
    there = WorkingCopy.objects.filter(slug=course.slug).first()
    if there is not None:
        require(can_see(actor, there))
        return there
    version = course.versions.get(pack_hash=course.pack_hash)
    files: Changes = dict(blobs.to_entries(files_of(version)))
    copy = _begin(actor, course.slug, course.institution, course.audience, files, None, course, version)
    audit.record(actor, "authoring.take_up", copy, version=version.version)
    return copy


@transaction.atomic
def copy_course(
    *, actor: Actor, version: CourseVersion, slug: str, institution: Institution | None, once: uuid.UUID | None = None
) -> WorkingCopy:
    """A course of one's own that begins as another's; who wrote it stays named. Raises SlugTaken."""
    require(can_start(actor, institution))
    entries = blobs.to_entries(files_of(version))
    manifest = Tree(entries).manifest
    authors = list(manifest.get("authors", []))
    author = institution.name if institution is not None else "Lyceum"
    changed = {**manifest, "id": slug, "version": "0.1.0", "authors": list(dict.fromkeys([*authors, author]))}
    files: Changes = {**entries, "pack.yaml": rewrite_yaml(entries["pack.yaml"].text, changed)}
    return _begin(actor, slug, institution, Course.Audience.EVERYONE, files, once)


@transaction.atomic
def import_zip(
    *, actor: Actor, source: Path, institution: Institution | None, once: uuid.UUID | None = None
) -> WorkingCopy:
    """Begin from a ZIP file that holds a whole, right pack. Raises PackRejected with all that is wrong, SlugTaken."""
    require(can_start(actor, institution))
    files = read_source(source)
    errors = errors_in(files)
    if errors:
        raise PackRejected(errors)
    entries: Changes = dict(blobs.to_entries(files))
    slug = str(Tree(blobs.to_entries({"pack.yaml": files["pack.yaml"]})).manifest["id"])
    return _begin(actor, slug, institution, Course.Audience.EVERYONE, entries, once)


def _begin(
    actor: Actor,
    slug: str,
    institution: Institution | None,
    audience: str,
    files: Changes,
    once: uuid.UUID | None,
    course: Course | None = None,
    base: CourseVersion | None = None,
) -> WorkingCopy:
    again = WorkingCopy.objects.filter(once=once, created_by=actor.profile).first() if once else None
    if again is not None:
        return again
    if course is None and Course.objects.filter(slug=slug).exists():
        raise SlugTaken(slug)
    now = clock.now()
    try:
        with transaction.atomic():
            copy = WorkingCopy.objects.create(
                slug=slug, institution=institution, audience=audience if institution else Course.Audience.EVERYONE,
                course=course, base=base, once=once, created_by=actor.profile, created_at=now, changed_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise SlugTaken(slug) from error
    if actor.profile is not None:
        Collaborator.objects.create(copy=copy, profile=actor.profile, role=Collaborator.Role.AUTHOR, since=now)
    write(actor=actor, copy=copy, changes=files)
    audit.record(actor, "authoring.begin", copy)
    return copy


@transaction.atomic
def change_facts(*, actor: Actor, copy: WorkingCopy, manifest: dict[str, Any], words: dict[str, Any], audience: str,
                 seen: dict[str, int]) -> None:  # fmt: skip
    """Change what is said of the course as a whole; keys with empty values are taken out. Raises Clashed."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    path = f"course.{tree.source}.yaml"
    changes: Changes = {
        "pack.yaml": rewrite_yaml(tree.text("pack.yaml"), _merged(tree.manifest, manifest)),
        path: rewrite_yaml(tree.text(path), _merged(tree.data(path), words)),
    }
    write(actor=actor, copy=copy, changes=changes, seen=seen)
    if copy.institution is not None and audience in Course.Audience.values:
        WorkingCopy.objects.filter(pk=copy.pk).update(audience=audience)
    audit.record(actor, "authoring.change_facts", copy)


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**old, **new}.items() if value not in ("", [], {}, None)}


@transaction.atomic
def ask_collaborator(*, actor: Actor, copy: WorkingCopy, username: str, role: str) -> Collaborator:
    """Let somebody work on the copy, or change what they may do.

    Only people with a role in the institution (or above it) can be asked; for the installation's courses, anyone with an
    account. Raises NobodyThere, with no hint whether such an account exists elsewhere.
    """
    require(can_edit(actor, copy))
    profile = _person(copy, username)
    if profile is None or role not in Collaborator.Role.values:
        raise NobodyThere
    row, _ = Collaborator.objects.update_or_create(
        copy=copy, profile=profile, defaults={"role": role}, create_defaults={"role": role, "since": clock.now()}
    )
    audit.record(actor, "authoring.ask_collaborator", copy, role=role, profile=str(profile.uuid))
    return row


def _person(copy: WorkingCopy, username: str) -> Profile | None:
    account = Account.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if account is None:
        return None
    profiles = Profile.objects.filter(account=account).order_by("pk")
    if copy.institution is None:
        return profiles.first()
    inside = Membership.objects.filter(profile__in=profiles, institution__in=copy.institution.ancestor_ids)
    member = inside.order_by("profile_id").select_related("profile").first()
    return member.profile if member is not None else None


@transaction.atomic
def release_collaborator(*, actor: Actor, copy: WorkingCopy, collaborator_id: int) -> None:
    """End somebody's part; the last author stays, so that the copy is never nobody's."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    row = Collaborator.objects.filter(copy=copy, pk=collaborator_id).first()
    authors = Collaborator.objects.filter(copy=copy, role=Collaborator.Role.AUTHOR)
    if row is None or (row.role == Collaborator.Role.AUTHOR and authors.count() == 1):
        return
    row.delete()
    audit.record(actor, "authoring.release_collaborator", copy)


@transaction.atomic
def add_medium(*, actor: Actor, copy: WorkingCopy, name: str, content: bytes) -> str:
    """Put a picture or sound into the pack; the answer is its path there. Raises PackRejected when it is not safe.

    The same file twice is one; another file of the same name gets a number.
    """
    require(can_edit(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    stem, _, extension = name.rpartition(".")
    path = f"media/{stem}.{extension.lower()}"
    entry = blobs.keep(path, content)
    number = 1
    while path in tree.entries and tree.entries[path].blob != entry.blob:
        number += 1
        path = f"media/{stem}-{number}.{extension.lower()}"
    write(actor=actor, copy=copy, changes={path: entry})
    audit.record(actor, "authoring.add_medium", copy, path=path)
    return path


@transaction.atomic
def remove_medium(*, actor: Actor, copy: WorkingCopy, path: str) -> None:
    require(can_edit(actor, copy))
    copy = locked(copy)
    if path.startswith("media/"):
        write(actor=actor, copy=copy, changes={path: None})
        audit.record(actor, "authoring.remove_medium", copy, path=path)


def export_files(*, actor: Actor, copy: WorkingCopy) -> Files:
    """The pack as it is now, byte for byte what publishing would import; errors and all."""
    require(can_see(actor, copy))
    return blobs.to_files(tree_of(copy))


__all__ = [
    "Entry", "NobodyThere", "SlugTaken", "add_medium", "ask_collaborator", "change_facts", "copy_course", "export_files",
    "import_zip", "release_collaborator", "remove_medium", "start_course", "take_up",
]  # fmt: skip
