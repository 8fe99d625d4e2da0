"""The question bank of an institution."""

import hashlib
import json
from typing import Any

from django.db import transaction

from lyceum.authoring.kinds.quiz import QuizEditor
from lyceum.authoring.models import BankQuestion, WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_see, can_use_bank
from lyceum.authoring.services.activities import editor_for
from lyceum.authoring.services.files import tree_of
from lyceum.kit import audit, clock
from lyceum.people.api import Actor, require


@transaction.atomic
def put_into_bank(*, actor: Actor, copy: WorkingCopy, key: str, question_id: str) -> BankQuestion:
    """Keep a question of a quiz, in all its languages, for other courses of the institution; the same one only once.

    Raises NoSuchPlace.
    """
    require(can_see(actor, copy) and can_use_bank(actor, copy.institution))
    tree = tree_of(copy)
    editor = editor_for(tree, key)
    found = (
        [spec for spec, _ in editor.questions() if spec["id"] == question_id] if isinstance(editor, QuizEditor) else []
    )
    if not found:
        raise NoSuchPlace
    spec = {name: value for name, value in found[0].items() if name != "id"}
    texts = {language: text for language in tree.languages if (text := _text(editor, language, question_id))}
    values = {
        "kind": spec["kind"],
        "spec": spec,
        "texts": texts,
        "skills": spec.get("skills") or editor.node.skills,
        "source_language": tree.source,
        "folded": folded(texts),
        "origin": f"{copy.slug}/{key}/{question_id}",
        "added_by": actor.profile,
        "added_at": clock.now(),
    }
    row, is_new = BankQuestion.objects.get_or_create(
        institution=copy.institution, digest=_digest(spec, texts), defaults=values
    )
    if is_new:
        audit.record(actor, "authoring.put_into_bank", row)
    return row


@transaction.atomic
def remove_from_bank(*, actor: Actor, question: BankQuestion) -> None:
    """Take a question out of the bank; quizzes that have it keep their own."""
    require(can_use_bank(actor, question.institution))
    audit.record(actor, "authoring.remove_from_bank", question)
    question.delete()


def _text(editor: Any, language: str, question_id: str) -> dict[str, Any]:
    words = editor.tree.data(f"{editor.node.folder}{language}.yaml").get("questions") or {}
    found = words.get(question_id)
    return dict(found) if isinstance(found, dict) else {}


def folded(texts: dict[str, Any]) -> str:
    """All words of a question, in every language, as search compares them."""
    return " ".join(" ".join(_strings(texts)).casefold().split())


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for child in value.values() for text in _strings(child)]
    if isinstance(value, list):
        return [text for child in value for text in _strings(child)]
    return [value] if isinstance(value, str) else []


def _digest(spec: dict[str, Any], texts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([spec, texts], sort_keys=True).encode()).hexdigest()
