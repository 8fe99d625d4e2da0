"""Fills a PostgreSQL installation with many institutions, classes and learners, as a stream into COPY.

Rows are made from the models, so that a new column gets its own default.
"""

import random
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone
from psycopg.types.json import Jsonb

from lyceum.courses.models import Activity, Course, Enrolment, Progress
from lyceum.people.models import Account, ClassMember, Institution, Membership, Profile, SchoolClass
from lyceum.people.models.accounts import folded
from lyceum.teaching.models import GivenWork

IN_A_CLASS = 25
CLASSES_EACH = 4
DONE_EACH = 6
PASSWORD = "bench bench bench"
FIRST = (
    "Amina",
    "Boris",
    "Chen",
    "Diego",
    "Élise",
    "Fatima",
    "Goran",
    "Hana",
    "Ines",
    "Jun",
    "Karim",
    "Léa",
    "Mei",
    "Nadia",
)
LAST = (
    "Abadi",
    "Berg",
    "Castro",
    "Diallo",
    "Evans",
    "Fischer",
    "García",
    "Huang",
    "Ivanova",
    "Jansen",
    "Khan",
    "López",
)


def copy(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> int:
    """Stream rows (column → value; what is not given is the model's default) into the model's table; how many."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    fixed = {field.attname: _default(field) for field in fields}
    fresh = [field for field in fields if isinstance(field, models.UUIDField)]
    json = {field.attname for field in fields if isinstance(field, models.JSONField)}
    count = 0
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as stream:
        for row in rows:
            values = {**fixed, **{field.attname: field.get_default() for field in fresh}, **row}
            stream.write_row([Jsonb(values[f.attname]) if f.attname in json else values[f.attname] for f in fields])
            count += 1
    return count


def _default(field: Any) -> Any:
    if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
        return timezone.now()
    return field.get_default()


class Filler:
    """`institutions` schools in districts of fifty; learners spread over classes of 25, each with an educator."""

    def __init__(self, institutions: int, learners: int) -> None:
        self.institutions, self.learners = institutions, learners
        self.classes = -(-learners // IN_A_CLASS)
        self.educators = -(-self.classes // CLASSES_EACH)
        self.now, self.chance = timezone.now(), random.Random(7)
        self.course = Course.objects.get(slug="first-steps-in-python")
        self.unit = self.course.units.order_by("position").first()
        self.activities = list(Activity.objects.filter(course=self.course, unit=self.unit).values_list("pk", flat=True))

    def fill(self) -> None:
        for model, rows in self.tables():
            started = time.perf_counter()
            count = copy(model, rows)
            print(f"  {model._meta.label}: {count:,} rows in {time.perf_counter() - started:.1f} s", flush=True)
        self._finish()

    def tables(self) -> Iterator[tuple[type[models.Model], Iterable[dict[str, Any]]]]:
        people = self.learners + self.educators + 1
        secret = make_password(PASSWORD)
        yield Institution, (self.institution(number) for number in range(1, self.institutions + 1))
        yield Account, ({"id": n, "username": f"u{n}", "password": secret} for n in range(1, people + 1))
        yield Profile, (self.profile(number) for number in range(1, people + 1))
        yield (
            SchoolClass,
            ({"id": n, "institution_id": self.school(n), "name": f"Class {n}"} for n in range(1, self.classes + 1)),
        )
        yield ClassMember, self.members()
        yield Membership, self.memberships()
        yield GivenWork, self.given()
        yield Enrolment, (self.enrolment(number) for number in range(1, self.learners + 1))
        yield Progress, self.progress()

    def institution(self, number: int) -> dict[str, Any]:
        top = number - (number - 1) % 50
        path = f"/{number}/" if number == top else f"/{top}/{number}/"
        names = {"slug": f"school-{number}", "name": f"School {number}", "kind": "school", "country": "KE"}
        return {"id": number, **names, "parent_id": None if number == top else top, "path": path}

    def profile(self, number: int) -> dict[str, Any]:
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        return {"id": number, "account_id": number, "name": name, "folded_name": folded(name), "language": "en"}

    def school(self, klass: int) -> int:
        return 1 + klass % self.institutions

    def educator(self, klass: int) -> int:
        return self.learners + 1 + (klass - 1) // CLASSES_EACH

    def members(self) -> Iterator[dict[str, Any]]:
        pk = 0
        for learner in range(1, self.learners + 1):
            pk += 1
            yield {
                "id": pk,
                "school_class_id": 1 + (learner - 1) // IN_A_CLASS,
                "profile_id": learner,
                "part": "learner",
            }
        for klass in range(1, self.classes + 1):
            pk += 1
            yield {"id": pk, "school_class_id": klass, "profile_id": self.educator(klass), "part": "educator"}

    def memberships(self) -> Iterator[dict[str, Any]]:
        for learner in range(1, self.learners + 1):
            klass = 1 + (learner - 1) // IN_A_CLASS
            yield {"id": learner, "institution_id": self.school(klass), "profile_id": learner, "role": "learner"}
        for number in range(self.educators):
            who, klass = self.learners + 1 + number, 1 + number * CLASSES_EACH
            yield {"id": who, "institution_id": self.school(klass), "profile_id": who, "role": "educator"}
        admin = self.learners + self.educators + 1
        yield {"id": admin, "institution_id": 1, "profile_id": admin, "role": "admin"}

    def given(self) -> Iterator[dict[str, Any]]:
        for klass in range(1, self.classes + 1):
            yield {
                "id": klass, "school_class_id": klass, "course_id": self.course.pk, "unit_id": self.unit.pk,
                "due_at": self.now - timedelta(days=1), "given_at": self.now, "given_by_id": self.educator(klass),
            }  # fmt: skip

    def enrolment(self, number: int) -> dict[str, Any]:
        when = {"enrolled_at": self.now, "last_at": self.now}
        return {"id": number, "profile_id": number, "course_id": self.course.pk, **when}

    def progress(self) -> Iterator[dict[str, Any]]:
        pk = 0
        for learner in range(1, self.learners + 1):
            for activity in self.activities[:DONE_EACH]:
                pk += 1
                share = self.chance.randrange(11) / 10
                times = {"done_at": self.now, "updated_at": self.now}
                yield {
                    "id": pk,
                    "profile_id": learner,
                    "activity_id": activity,
                    "state": 3,
                    "best_score": share,
                    **times,
                }

    def _finish(self) -> None:
        started = time.perf_counter()
        for label in ("people", "courses", "teaching"):
            statements = call_command("sqlsequencereset", label, no_color=True, stdout=_Quiet())
            with connection.cursor() as cursor:
                cursor.execute(statements)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
            size = cursor.fetchone()[0]
        print(f"  counters and statistics in {time.perf_counter() - started:.1f} s; the database is {size}", flush=True)


class _Quiet:
    def write(self, text: str) -> int:
        return len(text)
