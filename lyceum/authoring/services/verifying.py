"""An exercise held against itself by the judge, in the background."""

import hashlib

from django.db import transaction

from lyceum.authoring.models import Verification, WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_edit
from lyceum.authoring.services.files import tree_of
from lyceum.authoring.tree import ActivityNode, Tree
from lyceum.kit import audit, clock
from lyceum.people.api import Actor, require


def digest_of(tree: Tree, node: ActivityNode) -> str:
    whole = hashlib.sha256()
    for path in sorted(tree.inside(node.folder)):
        entry = tree.entries[path]
        whole.update(f"{path.removeprefix(node.folder)}\0{entry.blob}\0{len(entry.text)}\0{entry.text}".encode())
    return whole.hexdigest()


def latest(copy: WorkingCopy, tree: Tree, node: ActivityNode) -> Verification | None:
    """What the judge found about exactly these files, None if it was not asked."""
    return Verification.objects.filter(copy=copy, key=node.key, digest=digest_of(tree, node)).first()


@transaction.atomic
def ask(*, actor: Actor, copy: WorkingCopy, key: str) -> Verification:
    """Have the judge run all programs of an exercise; the same files are judged once. Raises NoSuchPlace."""
    from lyceum.authoring.tasks import verify_exercise

    require(can_edit(actor, copy))
    tree = tree_of(copy)
    node = tree.activity(key)
    if node is None or node.kind != "problem":
        raise NoSuchPlace
    row, is_new = Verification.objects.get_or_create(
        copy=copy, key=key, digest=digest_of(tree, node), defaults={"asked_at": clock.now()}
    )
    if is_new or row.state == Verification.State.FAILED:
        Verification.objects.filter(pk=row.pk).update(state=Verification.State.QUEUED)
        verify_exercise.enqueue(row.pk)
        audit.record(actor, "authoring.verify", copy, key=key)
    return row


@transaction.atomic
def finish(*, verification_id: int, rows: list[dict[str, object]] | None) -> None:
    """Write what the judge found, None when it could not look; the first answer stays."""
    state = Verification.State.FAILED if rows is None else Verification.State.DONE
    waiting = Verification.objects.filter(pk=verification_id).exclude(state=Verification.State.DONE)
    waiting.update(state=state, rows=rows or [], finished_at=clock.now())
