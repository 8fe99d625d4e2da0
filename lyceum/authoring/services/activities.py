"""Saving what an author typed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lyceum.authoring.kinds import EDITORS, Editor
from lyceum.authoring.kinds.base import Posted
from lyceum.authoring.kinds.quiz import QuizEditor, add_question
from lyceum.authoring.languages import follow_source
from lyceum.authoring.models import BankQuestion, FileRevision, WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_edit, can_use_bank
from lyceum.authoring.services.files import Written, locked, tree_of, write
from lyceum.authoring.tree import Changes, Entry, Tree
from lyceum.kit import audit
from lyceum.people.api import Actor, require


def editor_for(tree: Tree, key: str, posted: Posted | None = None) -> Editor:
    """The editor of an activity. Raises NoSuchPlace when the course has no such activity, or none that can be edited."""
    node = tree.activity(key)
    if node is None or node.kind not in EDITORS:
        raise NoSuchPlace
    return EDITORS[node.kind](tree, node, posted)


def tree_as_seen(copy: WorkingCopy, tree: Tree, key: str, seen: Mapping[str, int]) -> Tree:
    """The tree as it was when the author opened the form, as far as the files of this activity go."""
    node = tree.activity(key)
    wanted = {f"{node.folder}{name}": revision for name, revision in seen.items()} if node is not None else {}
    old = {path: revision for path, revision in wanted.items() if tree.revision(path) != revision}
    rows = FileRevision.objects.filter(copy=copy, path__in=list(old))
    texts: Changes = {row.path: Entry(row.text, revision=row.revision) for row in rows if old[row.path] == row.revision}
    return tree.changed(texts)


@transaction.atomic
def save_activity(*, actor: Actor, copy: WorkingCopy, key: str, posted: Posted, seen: Mapping[str, int]) -> Written:
    """Save the form of an activity; errors in it are no hindrance, they are shown.

    `seen` gives the revision of each file, by its name in the activity's folder, from which the form was made. What another
    author changed since is kept; where both changed the same lines, nothing is written and Clashed is raised. Texts in
    other languages follow where questions, options or tests came or went. Raises NoSuchPlace.
    """
    require(can_edit(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    editor = editor_for(tree_as_seen(copy, tree, key, seen), key, posted)
    changes = editor.changes()
    folder = editor.node.folder
    written = write(
        actor=actor, copy=copy, changes=changes, seen={f"{folder}{name}": number for name, number in seen.items()}
    )
    write(actor=actor, copy=copy, changes=follow_source(tree, tree_of(copy), folder))
    if written.changed:
        audit.record(actor, "authoring.save_activity", copy, key=key)
    return written


@transaction.atomic
def take_from_bank(*, actor: Actor, copy: WorkingCopy, key: str, question: BankQuestion) -> None:
    """Put a question of the bank at the end of a quiz: a copy, which may be changed without changing the bank's."""
    require(can_edit(actor, copy) and can_use_bank(actor, question.institution))
    copy = locked(copy)
    tree = tree_of(copy)
    editor = editor_for(tree, key)
    if not isinstance(editor, QuizEditor):
        raise NoSuchPlace
    texts: Mapping[str, Any] = question.texts
    text = texts.get(tree.source) or texts[question.source_language]
    write(actor=actor, copy=copy, changes=add_question(editor, dict(question.spec), dict(text)))
    write(actor=actor, copy=copy, changes=follow_source(tree, tree_of(copy), editor.node.folder, texts))
    audit.record(actor, "authoring.take_from_bank", copy, key=key, question=str(question.uuid))
