import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Problem(models.Model):
    """A graded programming task. Its tests, limits and checker are in a package, stored under its hash."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(max_length=160, unique=True)
    package_hash = models.CharField(max_length=64)
    languages = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(default=10)
    source_language = models.CharField(max_length=12, default="en")
    # Not listed: retired from its course, kept for those who solved it.
    is_listed = models.BooleanField(default=True)
    # Not open: only the course that has it shows it.
    is_open = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.slug


class ProblemText(models.Model):
    """Statement, hints and names of tests in one language; the HTML is ours, made from Markdown when imported."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    statement_html = models.TextField()
    input_html = models.TextField(blank=True)
    output_html = models.TextField(blank=True)
    hints = models.JSONField(default=list)
    test_names = models.JSONField(default=dict)
    explanations = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "language"], name="one_text_per_language")]


class Submission(models.Model):
    """A program that somebody sent. Once this row is written it is never lost: it is judged, however often that takes."""

    class Kind(models.TextChoices):
        SUBMIT = "submit", pgettext_lazy("kind of submission", "Submitted")
        RUN = "run", pgettext_lazy("kind of submission", "Run")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        JUDGING = "judging", _("Being checked")
        DONE = "done", _("Checked")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="submissions")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.SUBMIT)
    language = models.CharField(max_length=16)
    source = models.TextField()
    own_input = models.TextField(blank=True)
    once = models.UUIDField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(max_length=24, blank=True)
    score = models.FloatField(default=0)
    max_score = models.FloatField(default=0)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    # When it last went to the queue: the sweep sends it again if nobody has judged it for long.
    queued_at = models.DateTimeField(auto_now_add=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "once"], name="one_submission_per_post")]
        indexes = [
            models.Index(fields=["profile", "problem", "-created_at"], name="submission_history"),
            models.Index(fields=["profile", "-created_at"], name="submission_recent"),
            models.Index(fields=["queued_at"], condition=~Q(state="done"), name="submission_open"),
        ]

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_accepted(self) -> bool:
        return self.is_done and self.verdict == "accepted"


class Draft(models.Model):
    """The program as the learner left it, so that another device can go on."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=16)
    source = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "problem"], name="one_draft_per_problem")]


class OpenedHint(models.Model):
    """A hint that somebody opened: counted to choose the next task, never against them."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "problem", "number"], name="hint_opened_once")]
