"""Writes a checked pack into the tables, in as many statements as there are tables."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from lyceum.coding import api as coding
from lyceum.courses.models import Activity, ActivityText, Course, CourseMedium, CourseText, Unit, UnitText
from lyceum.courses.packs.structure import Pack, PackActivity
from lyceum.courses.quizzes.written import words
from lyceum.kit import clock
from lyceum.people.api import Actor
from lyceum.talk import api as talk
from lyceum.works import api as works

#: Edition of the renderer: a higher number makes every installation render its packs again.
RENDERER = 4
#: Kinds whose words, beside title and text, are shown by courses itself.
KEEPS_WORDS = {Activity.Kind.QUIZ, Activity.Kind.EXAM, Activity.Kind.SURVEY}


@dataclass(frozen=True)
class Belonging:
    """Whose a course is (an institution's id, None for the installation) and who may see it."""

    institution_id: int | None
    audience: str

    @classmethod
    def of(cls, course: Course) -> "Belonging":
        return cls(course.institution_id, course.audience)


def store_pack(actor: Actor, pack: Pack, belonging: Belonging | None = None) -> Course:
    """Make the course what the pack says. Call it inside a transaction: the course's row is locked until that ends."""
    return _Storing(actor, pack, clock.now(), belonging).course()


class _Storing:
    def __init__(self, actor: Actor, pack: Pack, now: datetime, belonging: Belonging | None) -> None:
        self.actor, self.pack, self.now, self.belonging = actor, pack, now, belonging

    def course(self) -> Course:
        about = self.pack.about
        ages = about.get("ages", {})
        values = {
            "subject": about["subject"],
            "source_language": about["source_language"],
            "languages": about["languages"],
            "licence": about["licence"],
            "authors": about["authors"],
            "age_from": ages.get("from"),
            "age_to": ages.get("to"),
            "hours": about["hours"],
            "skills": about.get("skills", []),
            "version": about["version"],
            "pack_hash": self.pack.digest,
            "rendered_by": RENDERER,
        }
        if self.belonging is not None:
            values |= {"institution_id": self.belonging.institution_id, "audience": self.belonging.audience}
        course, _ = Course.objects.select_for_update().update_or_create(slug=about["id"], defaults=values)
        self.media(course)
        self.course_texts(course)
        units = self.units(course)
        activities = self.activities(course, units)
        self.activity_texts(course, activities)
        return course

    def media(self, course: Course) -> None:
        names = {medium.file_name for medium in self.pack.media.values()}
        rows = [CourseMedium(course=course, file_name=name) for name in sorted(names)]
        CourseMedium.objects.bulk_create(rows, ignore_conflicts=True)
        course.media.exclude(file_name__in=names).delete()

    def course_texts(self, course: Course) -> None:
        rows = [
            CourseText(
                course=course,
                language=language,
                title=text.title,
                summary=text.summary,
                about_html=text.about_html,
                outcomes=text.outcomes,
                skill_names=text.skills,
                size=self.size_in(language),
                folded=words(f"{text.title} {text.summary}"),
            )
            for language, text in self.pack.texts.items()
        ]
        upsert(CourseText, rows, ["course", "language"])
        course.texts.exclude(language__in=list(self.pack.texts)).delete()

    def size_in(self, language: str) -> int:
        """What all pages weigh together, with the source language where there is no translation."""
        source = self.pack.about["source_language"]
        texts = [activity.texts for unit in self.pack.units for activity in unit.activities]
        return sum(text.get(language, text[source]).size for text in texts)

    def units(self, course: Course) -> dict[str, Unit]:
        rows = [Unit(course=course, key=unit.key, position=place) for place, unit in enumerate(self.pack.units)]
        upsert(Unit, rows, ["course", "key"])
        course.units.exclude(key__in=[row.key for row in rows]).filter(retired_at=None).update(retired_at=self.now)
        stored = {unit.key: unit for unit in course.units.filter(retired_at=None)}
        texts = [
            UnitText(unit=stored[unit.key], language=language, title=text.title, summary=text.summary)
            for unit in self.pack.units
            for language, text in unit.texts.items()
        ]
        upsert(UnitText, texts, ["unit", "language"])
        kept = {(text.unit_id, text.language) for text in texts}
        remove_others(UnitText, "unit_id", kept, unit__in=stored.values())
        return stored

    def activities(self, course: Course, units: dict[str, Unit]) -> dict[str, Activity]:
        steps = [(unit, activity) for unit in self.pack.units for activity in unit.activities]
        rows = [
            Activity(
                course=course,
                unit=units[unit.key],
                key=activity.key,
                position=place,
                kind=activity.kind,
                minutes=activity.minutes,
                skills=activity.skills,
                is_optional=activity.is_optional,
                data=activity.data,
                problem=self.problem(course, activity, place),
                assignment=self.assignment(course, activity),
                topic=self.topic(course, activity),
            )
            for place, (unit, activity) in enumerate(steps)
        ]
        self.retire_others(course, {row.key for row in rows})
        upsert(Activity, rows, ["course", "key"])
        return {activity.key: activity for activity in course.activities.filter(retired_at=None)}

    def problem(self, course: Course, activity: PackActivity, place: int) -> "coding.Problem | None":
        if activity.kind != Activity.Kind.PROBLEM:
            return None
        return coding.save_problem(
            actor=self.actor,
            slug=f"{course.slug}.{activity.key}",
            files=activity.files,
            texts={language: text.data for language, text in activity.texts.items()},
            languages=activity.data["languages"],
            skills=activity.skills,
            minutes=activity.minutes,
            source_language=course.source_language,
            # Course by course in the list of all exercises.
            position=course.pk * 10_000 + place,
            is_open=course.audience == Course.Audience.EVERYONE,
        )

    def assignment(self, course: Course, activity: PackActivity) -> "works.Assignment | None":
        if activity.kind != Activity.Kind.ASSIGNMENT:
            return None
        return works.save_assignment(
            actor=self.actor,
            slug=f"{course.slug}.{activity.key}",
            rules=activity.data,
            texts={language: text.data for language, text in activity.texts.items()},
            source_language=course.source_language,
        )

    def topic(self, course: Course, activity: PackActivity) -> "talk.Topic | None":
        if activity.kind != Activity.Kind.DISCUSSION:
            return None
        return talk.save_topic(
            actor=self.actor,
            slug=f"{course.slug}.{activity.key}",
            path=f"/courses/{course.slug}/{activity.key}/",
            needs=activity.data,
            texts={language: text.data for language, text in activity.texts.items()},
            source_language=course.source_language,
        )

    def retire_others(self, course: Course, keys: set[str]) -> None:
        """What the pack no longer has stays for those who did it, and is offered to nobody else."""
        gone = list(course.activities.exclude(key__in=keys).filter(retired_at=None).select_related("problem"))
        for activity in gone:
            if activity.problem is not None:
                coding.retire_problem(actor=self.actor, problem=activity.problem)
        course.activities.filter(pk__in=[activity.pk for activity in gone]).update(retired_at=self.now)

    def activity_texts(self, course: Course, activities: dict[str, Activity]) -> None:
        rows = [
            ActivityText(
                activity=activities[activity.key],
                language=language,
                title=text.title,
                body_html=text.body_html,
                # The words of others are stored by the app that shows them.
                data=text.data if activity.kind in KEEPS_WORDS else {},
                size=text.size,
                folded=words(text.title),
            )
            for unit in self.pack.units
            for activity in unit.activities
            for language, text in activity.texts.items()
        ]
        upsert(ActivityText, rows, ["activity", "language"])
        kept = {(row.activity_id, row.language) for row in rows}
        remove_others(ActivityText, "activity_id", kept, activity__in=activities.values())


def upsert(model: type[Model], rows: list[Any], by: list[str]) -> None:
    """Insert rows, or change those that are there already, known by the fields `by`."""
    others = [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name not in by]
    model._default_manager.bulk_create(
        rows, batch_size=200, update_conflicts=True, unique_fields=by, update_fields=others
    )


def remove_others(model: type[Model], owner: str, kept: set[tuple[int, str]], **scope: Any) -> None:
    """Delete texts in languages that the pack no longer has."""
    found = model._default_manager.filter(**scope).values_list("pk", owner, "language")
    model._default_manager.filter(pk__in=[pk for pk, *key in found if tuple(key) not in kept]).delete()
