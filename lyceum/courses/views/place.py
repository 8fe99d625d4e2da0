"""Where a page of an activity stands: its course, its unit, the steps before and after."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lyceum.courses import selectors
from lyceum.courses.models import Activity, ActivityText, Course
from lyceum.courses.outline import Outline, Step, UnitOutline
from lyceum.courses.packs.words import fill_words
from lyceum.courses.views.lessons import facts
from lyceum.kit import languages
from lyceum.people.api import Actor
from lyceum.ui.formats import number
from lyceum.ui.surroundings import Surroundings


@dataclass
class Place:
    """An activity in its course, as this reader sees it."""

    request: HttpRequest
    course: Course
    activity: Activity
    text: ActivityText
    outline: Outline

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request.actor  # type: ignore[attr-defined]
        return actor

    @cached_property
    def standing(self) -> selectors.Standing:
        return selectors.standing_of(self.actor, self.outline)

    @cached_property
    def step(self) -> Step:
        return next(step for step in self.outline.steps if step.id == self.activity.pk)

    @cached_property
    def unit(self) -> UnitOutline:
        return next(unit for unit in self.outline.units if unit.key == self.step.unit_key)

    @cached_property
    def around(self) -> tuple[Step | None, Step | None]:
        return self.outline.around(self.step.key)

    @property
    def is_done(self) -> bool:
        return self.standing.is_done(self.step)

    @property
    def course_url(self) -> str:
        return reverse("course", args=[self.course.slug])

    def url_of(self, step: Step | None) -> str:
        return selectors.step_url(self.course.slug, step.key) if step else ""

    @property
    def url_after(self) -> str:
        """Where one goes on: the next step, after the last one the course."""
        return self.url_of(self.around[1]) or self.course_url

    @property
    def kicker(self) -> str:
        steps = self.unit.steps
        numbers = {"place": number(steps.index(self.step) + 1), "total": number(len(steps))}
        return _("Step %(place)s of %(total)s") % numbers

    @property
    def surroundings(self) -> Surroundings:
        """What another app shows around an activity that it shows itself."""
        before, after = self.around
        return Surroundings(
            breadcrumb=[(_("Courses"), reverse("courses")), (self.outline.title, self.course_url)],
            kicker=self.kicker,
            next_url=self.url_after,
            next_title=after.title if after else self.outline.title,
            previous_url=self.url_of(before),
            language=self.text.language,
        )

    def context(self, **more: Any) -> dict[str, Any]:
        before, after = self.around
        steps = [
            {
                "step": step,
                "url": self.url_of(step),
                "is_done": self.standing.is_done(step),
                "is_now": step is self.step,
            }
            for step in self.unit.steps
        ]
        return {
            "place": self,
            "course": self.course,
            "outline": self.outline,
            "text": self.text,
            "body": fill_words(self.text.body_html, self.text.language),
            "unit": self.unit,
            "steps": steps,
            "before": before,
            "before_url": self.url_of(before),
            "after": after,
            "after_url": self.url_after,
            "facts": facts(self.step.minutes, self.step.size, languages.current()),
            **more,
        }
