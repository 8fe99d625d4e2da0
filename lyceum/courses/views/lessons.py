"""The rows of an outline as HTML. There are few different ones and many views of each, so they are kept."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lyceum.courses.models import Activity
from lyceum.courses.outline import Step, UnitOutline
from lyceum.courses.selectors import Standing
from lyceum.kit import languages
from lyceum.ui.formats import kilobytes, number

#: Kinds that one wants to know of before one opens them.
NAMED = {
    Activity.Kind.ASSIGNMENT: "doc",
    Activity.Kind.EXAM: "clock",
    Activity.Kind.SURVEY: "bars",
    Activity.Kind.DISCUSSION: "chat",
}


@lru_cache(maxsize=4096)
def facts(minutes: int, size: int, language: str) -> str:
    """Time and weight of a step, in the language in force, which is `language`."""
    return _("%(minutes)s min · %(size)s") % {"minutes": number(minutes), "size": kilobytes(size)}


@lru_cache(maxsize=16384)
def lesson(step: Step, is_done: bool, is_now: bool, language: str) -> SafeString:
    context = {
        "step": step,
        "kind": Activity.Kind(step.kind).label if step.kind in NAMED else "",
        "kind_icon": NAMED.get(Activity.Kind(step.kind), ""),
        "is_done": is_done,
        "is_now": is_now,
        "facts": facts(step.minutes, step.size, language),
    }
    return render_to_string("courses/_lesson.html", context)


@lru_cache(maxsize=4096)
def unit_head(
    place: int, title: str, title_language: str, done: int, total: int, counts: bool, language: str
) -> SafeString:
    context = {
        "place": place,
        "title": title,
        "language": title_language,
        "done": done,
        "total": total,
        "counts": counts,
    }
    return render_to_string("courses/_unit_head.html", context)


def unit_rows(place: int, unit: UnitOutline, standing: Standing, current: Step | None) -> dict[str, object]:
    """A unit for the page: its head, its lessons, and whether it is open."""
    language = languages.current()
    done = [step for step in unit.steps if standing.is_done(step)]
    counting = [step for step in unit.steps if not step.is_optional]
    done_counting = sum(not step.is_optional for step in done)
    is_known = standing.enrolment is not None
    return {
        "head": unit_head(place, unit.title, unit.language, done_counting, len(counting), is_known, language),
        "lessons": SafeString(
            "".join(lesson(step, standing.is_done(step), step is current, language) for step in unit.steps)
        ),
        "is_open": current in unit.steps,
    }
