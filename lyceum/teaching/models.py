import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class GivenWork(models.Model):
    """Something that a class is to do: a whole course, one of its units, or one activity."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school_class = models.ForeignKey("people.SchoolClass", on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey("courses.Course", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("courses.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey("courses.Activity", null=True, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=600, blank=True)
    due_at = models.DateTimeField(null=True)
    # Share in the gradebook relative to the class's other works; 0 is practice that does not count.
    weight = models.FloatField(default=1)
    # Marks are shown to learners only after another educator has looked at them.
    needs_moderation = models.BooleanField(default=False)
    moderated_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    moderated_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    # Counts changes of dates, also of single learners: calendars take the higher number for the newer.
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    # Taken back: no longer due, marks stay to be read.
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=0), name="weight_not_below_zero"),
            models.CheckConstraint(condition=Q(unit=None) | Q(activity=None), name="given_unit_or_activity"),
        ]
        indexes = [models.Index(fields=["school_class", "due_at"], name="given_works_of_class")]

    @property
    def are_marks_shown(self) -> bool:
        return not self.needs_moderation or self.moderated_at is not None


class Extension(models.Model):
    """A later (or earlier) date for one learner; setting it again replaces it, the audit log keeps what was."""

    given = models.ForeignKey(GivenWork, on_delete=models.CASCADE, related_name="extensions")
    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    given_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["given", "profile"], name="one_extension_each")]


class Entry(models.Model):
    """What an educator wrote into the gradebook for one learner and work. The newest counts, the others are history."""

    class Kind(models.TextChoices):
        MARK = "mark", _("Mark by hand")
        EXCUSED = "excused", _("Excused")
        MISSING = "missing", _("Missing")
        # Back to what the activities say.
        CLEARED = "cleared", _("As the activities say")

    given = models.ForeignKey(GivenWork, on_delete=models.CASCADE, related_name="entries")
    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    # From 0 to 1; only of a mark.
    share = models.FloatField(null=True)
    note = models.CharField(max_length=600, blank=True)
    written_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="mark", share__gte=0, share__lte=1) | (~Q(kind="mark") & Q(share=None)),
                name="entry_share_with_a_mark",
            )
        ]
        indexes = [models.Index(fields=["given", "profile", "-written_at"], name="entries_in_order")]


class Note(models.Model):
    """What an educator writes about a learner. Guardians read it, and the learner if it says so."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    school_class = models.ForeignKey("people.SchoolClass", on_delete=models.CASCADE, related_name="+")
    once = models.UUIDField(unique=True, null=True)
    text = models.TextField()
    language = models.CharField(max_length=12)
    for_learner = models.BooleanField(default=True)
    written_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["profile", "-written_at"], name="notes_of_learner")]


class Message(models.Model):
    """What an educator wrote to a whole class; everybody in it is told."""

    school_class = models.ForeignKey("people.SchoolClass", on_delete=models.CASCADE, related_name="+")
    once = models.UUIDField(unique=True)
    text = models.TextField()
    language = models.CharField(max_length=12)
    to_guardians = models.BooleanField(default=False)
    sent_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["school_class", "-sent_at"], name="messages_of_class")]


class CalendarKey(models.Model):
    """The secret in the address of somebody's calendar feed; making a new one ends the old address."""

    profile = models.OneToOneField("people.Profile", on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, unique=True)


class Limit(models.Model):
    """What a guardian set for a child: minutes a day, and from when to when not, by the child's clock. Empty: none."""

    profile = models.OneToOneField("people.Profile", on_delete=models.CASCADE, related_name="+")
    minutes_a_day = models.PositiveSmallIntegerField(null=True)
    rest_from = models.TimeField(null=True)
    rest_until = models.TimeField(null=True)
    set_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()


class StudyDay(models.Model):
    """How long somebody learned on one day, by their own clock; `last_at` is when they were last seen learning."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "day"], name="one_study_day")]


class Digest(models.Model):
    """The last week of which a child's guardians were told; `week` is its Monday."""

    profile = models.OneToOneField("people.Profile", on_delete=models.CASCADE, related_name="+")
    week = models.DateField()


class MarkSheet(models.Model):
    """A table of marks that came back, as it was understood: shown first, applied when somebody says so, then forgotten."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school_class = models.ForeignKey("people.SchoolClass", on_delete=models.CASCADE, related_name="+")
    sent_by = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    # [work's id, learner's id, text of the cell]
    cells = models.JSONField(default=list)
    # [line, column, code, value]
    problems = models.JSONField(default=list)
