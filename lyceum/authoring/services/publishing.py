"""From a working copy to a version of the course, and back."""

from django.db import transaction

from lyceum.authoring import blobs
from lyceum.authoring.events import Published
from lyceum.authoring.models import Review, WorkingCopy
from lyceum.authoring.policies import can_comment, can_edit, can_publish_alone
from lyceum.authoring.services.files import locked, tree_of, write
from lyceum.authoring.services.reviews import HasErrors
from lyceum.authoring.tree import Changes, Tree
from lyceum.authoring.versions import approval_digest, parsed, with_version
from lyceum.courses.api import Belonging, Course, CourseVersion, PackRejected, files_of, import_files, pack_hash
from lyceum.kit import audit, events
from lyceum.people.api import SYSTEM, Actor, require


class NotApproved(Exception):
    """Nobody else has approved this text yet."""


class Overtaken(Exception):
    """The course got a version from elsewhere since this copy was made from it."""


class BadVersion(Exception):
    """The number is not of the form 1.2.3, or not higher than the published one."""


@transaction.atomic
def publish(*, actor: Actor, copy: WorkingCopy, version: str) -> Course:
    """Make the copy the newest version of its course, exactly as an import of the same files would.

    Without any change since the last version nothing happens. Raises NotApproved, HasErrors, Overtaken, BadVersion.
    """
    require(can_comment(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    course = _own_course(copy)
    if course is not None and pack_hash(blobs.to_files(tree)) == course.pack_hash:
        return course
    _require_approved(actor, copy, tree)
    _check_number(copy, course, version)
    numbered = with_version(tree, version)
    try:
        # Two people agreed on it, or the installation lets one decide: from here on it is Lyceum's own import.
        imported = import_files(actor=SYSTEM, files=blobs.to_files(numbered), belonging=_belonging(copy))
    except PackRejected as error:
        raise HasErrors from error
    write(actor=actor, copy=copy, changes={"pack.yaml": numbered.text("pack.yaml")})
    copy.course = imported.course
    copy.base = imported.course.versions.get(pack_hash=imported.course.pack_hash)
    copy.state = WorkingCopy.State.WRITING
    copy.save()
    audit.record(actor, "authoring.publish", copy, version=version, pack=imported.course.pack_hash)
    events.announce(Published(copy.pk, imported.course.pk, version))
    return imported.course


def _own_course(copy: WorkingCopy) -> Course | None:
    """The course that this copy may change. A course of that name which is somebody else's is never touched."""
    course = Course.objects.select_for_update(of=("self",)).filter(slug=copy.slug).first()
    require(course is None or course.institution_id == copy.institution_id)
    return course


def _require_approved(actor: Actor, copy: WorkingCopy, tree: Tree) -> None:
    if can_publish_alone(actor, copy):
        return
    approved = copy.reviews.filter(outcome=Review.Outcome.APPROVED, digest=approval_digest(tree))
    if copy.state != WorkingCopy.State.APPROVED or not approved.exists():
        raise NotApproved


def _check_number(copy: WorkingCopy, course: Course | None, version: str) -> None:
    if course is not None and (copy.base is None or copy.base.pack_hash != course.pack_hash):
        raise Overtaken
    number, last = parsed(version), parsed(course.version) if course is not None else None
    if number is None or (last is not None and number <= last):
        raise BadVersion


def _belonging(copy: WorkingCopy) -> Belonging:
    return Belonging(copy.institution_id, copy.audience)


@transaction.atomic
def bring_back(*, actor: Actor, copy: WorkingCopy, version: CourseVersion) -> None:
    """Put the files of an older version into the copy; published, they become a new version. The number stays."""
    require(can_edit(actor, copy) and version.course_id == copy.course_id)
    copy = locked(copy)
    tree, old = tree_of(copy), Tree(blobs.to_entries(files_of(version)))
    old = with_version(old, str(tree.manifest.get("version", version.version)))
    changes: Changes = dict.fromkeys(set(tree.entries) - set(old.entries))
    write(actor=actor, copy=copy, changes=changes | dict(old.entries))
    audit.record(actor, "authoring.bring_back", copy, version=version.version)


@transaction.atomic
def take_over(*, actor: Actor, copy: WorkingCopy) -> list[str]:
    """Bring a version that came from elsewhere (an import from git) into the copy; one's own changes stay.

    Files that only one side changed are taken from that side, others are merged line by line. The answer names files in
    which both changed the same lines: there the copy's own text stays.
    """
    require(can_edit(actor, copy))
    copy = locked(copy)
    course = Course.objects.get(slug=copy.slug, institution=copy.institution)
    newest = course.versions.get(pack_hash=course.pack_hash)
    theirs = Tree(blobs.to_entries(files_of(newest)))
    base = Tree(blobs.to_entries(files_of(copy.base))) if copy.base is not None else Tree({})
    changes, unclear = _three_ways(base, tree_of(copy), theirs)
    write(actor=actor, copy=copy, changes=changes)
    copy.course, copy.base = course, newest
    copy.save()
    audit.record(actor, "authoring.take_over", copy, version=newest.version)
    return unclear


def _three_ways(base: Tree, mine: Tree, theirs: Tree) -> tuple[Changes, list[str]]:
    from lyceum.authoring.merging import merge

    changes: Changes = {}
    unclear = []
    for path in sorted({*base.entries, *mine.entries, *theirs.entries}):
        old, own, other = (_content(tree, path) for tree in (base, mine, theirs))
        if other == old or own == other:
            continue
        if own == old:
            changes[path] = theirs.entries.get(path)
            continue
        both = merge(*(tree.text(path) for tree in (base, mine, theirs)))
        if both is None or path not in mine.entries or path not in theirs.entries:
            unclear.append(path)
        else:
            changes[path] = both
    return changes, unclear


def _content(tree: Tree, path: str) -> tuple[str, str] | None:
    entry = tree.entries.get(path)
    return (entry.text, entry.blob) if entry is not None else None
