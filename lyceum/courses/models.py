import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Course(models.Model):
    """A course, the same one in all its languages. Importing a new version changes it in place."""

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        INSTITUTION = "institution", _("Only people of the institution")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=64, unique=True)
    subject = models.CharField(max_length=12)
    source_language = models.CharField(max_length=12)
    languages = models.JSONField(default=list)
    licence = models.CharField(max_length=64)
    authors = models.JSONField(default=list)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)
    hours = models.FloatField()
    skills = models.JSONField(default=list)
    is_published = models.BooleanField(default=True)
    # Whose course it is; none: the installation's.
    institution = models.ForeignKey("people.Institution", null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=11, choices=Audience.choices, default=Audience.EVERYONE)
    version = models.CharField(max_length=32)
    pack_hash = models.CharField(max_length=64)
    # Which edition of our renderer made the stored HTML: a newer one makes it again at the next import.
    rendered_by = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="everyone") | Q(institution__isnull=False), name="closed_course_has_institution"
            )
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def tile_id(self) -> str:
        return f"course:{self.slug}"


class CourseText(models.Model):
    """A course's words in one language; `folded` is what search looks through, `size` the weight of all its pages."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400)
    about_html = models.TextField(blank=True)
    outcomes = models.JSONField(default=list)
    skill_names = models.JSONField(default=dict)
    size = models.PositiveIntegerField(default=0)
    folded = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "language"], name="one_course_text_per_language")]


class Unit(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="units")
    key = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    # Retired: no longer in the pack, kept because progress points to its activities.
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="unit_key_once_in_course")]


class UnitText(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "language"], name="one_unit_text_per_language")]


class Activity(models.Model):
    """One step of a course. Versions are matched by `key`, so that progress stays with it."""

    class Kind(models.TextChoices):
        READING = "reading", _("Reading")
        QUIZ = "quiz", _("Quiz")
        PROBLEM = "problem", _("Exercise")
        ASSIGNMENT = "assignment", _("Assignment")
        EXAM = "exam", _("Exam")
        SURVEY = "survey", _("Survey")
        DISCUSSION = "discussion", _("Discussion")

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="activities")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="activities")
    key = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    minutes = models.PositiveSmallIntegerField()
    skills = models.JSONField(default=list)
    is_optional = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    problem = models.ForeignKey("coding.Problem", null=True, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey("works.Assignment", null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("talk.Topic", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="activity_key_once_in_course")]

    def __str__(self) -> str:
        return self.key


class ActivityText(models.Model):
    """An activity's words in one language, rendered when imported; `size` is about what its page weighs, in bytes."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    body_html = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    size = models.PositiveIntegerField(default=0)
    folded = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "language"], name="one_activity_text_per_language")]


class CourseVersion(models.Model):
    """A pack as it was imported, kept whole, so that it can be exported byte for byte."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=32)
    pack_hash = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "pack_hash"], name="pack_once_in_course")]


class CourseMedium(models.Model):
    """That a course shows a picture or sound; who may see one of the courses may load the file."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="media")
    file_name = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "file_name"], name="medium_once_in_course")]


class Enrolment(models.Model):
    """Somebody takes a course; where they were last is where any device goes on."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrolments")
    enrolled_at = models.DateTimeField()
    last_activity = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="+")
    last_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "course"], name="enrolled_once")]
        indexes = [models.Index(fields=["profile", "-last_at"], name="enrolment_recent")]


class Progress(models.Model):
    """How far somebody is with one activity. It never goes back: services.learning is the only writer."""

    class State(models.IntegerChoices):
        SEEN = 1, pgettext_lazy("state of a step", "Seen")
        ATTEMPTED = 2, pgettext_lazy("state of a step", "Started")
        DONE = 3, pgettext_lazy("state of a step", "Done")

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="progress")
    state = models.PositiveSmallIntegerField(choices=State.choices, default=State.SEEN)
    # A share from 0 to 1.
    best_score = models.FloatField(default=0)
    done_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "activity"], name="progress_once"),
            models.CheckConstraint(condition=Q(best_score__gte=0, best_score__lte=1), name="score_is_a_share"),
        ]


class QuizAttempt(models.Model):
    """One submitted quiz. `once` is the key of the form: the same form sent twice is one attempt."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attempts")
    once = models.UUIDField()
    seed = models.PositiveBigIntegerField()
    language = models.CharField(max_length=12)
    answers = models.JSONField(default=dict)
    score = models.FloatField()
    max_score = models.FloatField()
    passed = models.BooleanField()
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "once"], name="one_attempt_per_form")]
        indexes = [models.Index(fields=["profile", "activity", "submitted_at"], name="attempts_in_order")]


class ExamSitting(models.Model):
    """One time that somebody sits an exam. Until it is handed in, answers are kept as they were typed.

    Times are the server's. `seen_at` is the latest that was seen: a clock that is set back gives nobody more time.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="sittings")
    once = models.UUIDField()
    seed = models.PositiveBigIntegerField()
    # Ids of the questions that were drawn.
    questions = models.JSONField(default=list)
    language = models.CharField(max_length=12)
    # Question → its fields → what was typed.
    typed = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    # Nobody pressed the button: time was over.
    ran_out = models.BooleanField(default=False)
    score = models.FloatField(default=0)
    max_score = models.FloatField(default=0)
    passed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "once"], name="one_sitting_per_form"),
            models.UniqueConstraint(
                fields=["profile", "activity"], condition=Q(handed_in_at=None), name="one_sitting_at_once"
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(handed_in_at=None), name="sittings_that_run")]


class ExtraTime(models.Model):
    """Minutes that an educator adds to the time somebody has in an exam."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    given_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "activity"], name="extra_time_once")]


class SurveyAnswer(models.Model):
    """What somebody answered to a survey. Of an anonymous one educators are never told whose it is."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="survey_answers")
    answers = models.JSONField(default=dict)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "activity"], name="one_answer_to_a_survey")]


class ClosedSurvey(models.Model):
    """A class from which a survey takes no more answers; what they came to then, small numbers left out."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    school_class = models.ForeignKey("people.SchoolClass", on_delete=models.CASCADE, related_name="+")
    answered = models.PositiveIntegerField()
    tallies = models.JSONField(default=list)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "school_class"], name="survey_closed_once")]
