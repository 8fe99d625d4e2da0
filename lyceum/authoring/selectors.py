"""Reads of authoring."""

import uuid
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Prefetch, Q, QuerySet

from lyceum.authoring import blobs
from lyceum.authoring.differences import Difference, differences
from lyceum.authoring.models import BankQuestion, Collaborator, WorkingCopy
from lyceum.authoring.policies import can_see, copies_visible_to, courses_to_take_up, questions_visible_to
from lyceum.authoring.tree import Tree
from lyceum.courses.api import (
    Course,
    CourseVersion,
    PackError,
    best_text,
    errors_in,
    files_of,
    inspect_activity,
    render_text,
)
from lyceum.people.api import Actor

KEPT_FOR = 24 * 3600


def copy_for(actor: Actor, copy_uuid: uuid.UUID) -> WorkingCopy | None:
    """A working copy that the actor has a part in."""
    copy = WorkingCopy.objects.select_related("institution", "course", "base").filter(uuid=copy_uuid).first()
    return copy if copy is not None and can_see(actor, copy) else None


def copies_of(actor: Actor) -> list[WorkingCopy]:
    """What the actor has a part in, the latest first, with who writes: two queries."""
    people = Prefetch("collaborators", Collaborator.objects.select_related("profile"))
    found = copies_visible_to(actor).select_related("institution").prefetch_related(people)
    return list(found.order_by("-changed_at")[:200])


@dataclass(frozen=True)
class OfferedCourse:
    course: Course
    title: str
    language: str


def offered_courses(actor: Actor, wanted: str) -> list[OfferedCourse]:
    """Published courses of which the actor may begin the next version: two queries."""
    taken = WorkingCopy.objects.values("slug")
    courses = courses_to_take_up(actor).exclude(slug__in=taken).select_related("institution").prefetch_related("texts")
    texts = [(course, best_text(course.texts.all(), wanted, course.source_language)) for course in courses[:200]]
    return [OfferedCourse(course, text.title, text.language) for course, text in texts if text is not None]


def errors_of(copy: WorkingCopy, tree: Tree) -> list[PackError]:
    """All that the importer would refuse. Reading a large pack takes a while, so the answer is kept for each state."""
    key = f"authoring:errors:{copy.pk}:{tree.digest}"
    found: list[PackError] | None = cache.get(key)
    if found is None:
        found = errors_in(blobs.to_files(tree))
        cache.set(key, found, KEPT_FOR)
    return found


def errors_of_activity(tree: Tree, folder: str) -> list[PackError]:
    """What is wrong with one activity: quick, whatever the size of the pack."""
    files, path = tree.text_files(), f"{folder}{tree.source}.md"
    activity, errors = inspect_activity(files, tree.media, folder)
    if activity is None and path in files:
        # A wrong value beside the text must not hide what is wrong in it.
        page = tree.page(path)
        errors = [*errors, *render_text(files, tree.media, path, tree.source, page.body, page.body_line)[1]]
    return errors


def base_tree(version: CourseVersion | None) -> Tree:
    """The files of a version, nothing for none."""
    return Tree(blobs.to_entries(files_of(version), store=False)) if version is not None else Tree({})


def changes_of(copy: WorkingCopy, tree: Tree) -> list[Difference]:
    """What differs from the version that the copy was made from."""
    return differences(base_tree(copy.base), tree)


def bank_questions(actor: Actor, *, query: str = "", kind: str = "", skill: str = "") -> QuerySet[BankQuestion]:
    """Questions of the actor's institutions that hold all the words, the latest first."""
    found = questions_visible_to(actor).select_related("institution").order_by("-added_at", "-pk")
    for word in query.casefold().split()[:8]:
        found = found.filter(folded__contains=word)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(Q(skills__icontains=skill)) if skill else found
