import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """Something to be handed in. `rules` is the pack's own description: hand_in, rubric, late, attempts, peer."""

    slug = models.CharField(max_length=130, unique=True)
    rules = models.JSONField(default=dict)
    source_language = models.CharField(max_length=12)
    # Points of the whole rubric.
    points = models.FloatField()
    pass_share = models.FloatField(default=0.6)

    def __str__(self) -> str:
        return self.slug

    @property
    def attempts(self) -> int:
        """How often it may be handed in and marked; 0 is as often as one likes."""
        return int(self.rules.get("attempts", 1))

    @property
    def is_peer_reviewed(self) -> bool:
        return "peer" in self.rules

    @property
    def reviews_wanted(self) -> int:
        """How many reviews each work gets, and each reviewer gives."""
        return int(self.rules["peer"].get("reviews", 3))

    @property
    def samples_wanted(self) -> int:
        """How many samples a reviewer rates first."""
        return int(self.rules["peer"].get("calibrate", 0))


class AssignmentText(models.Model):
    """Its words in one language; `rubric` is criterion → {title, levels: [words of each level]}."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    statement_html = models.TextField(blank=True)
    rubric = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "language"], name="one_assignment_text_per_language")
        ]


class HandIn(models.Model):
    """One version of somebody's work; `due_at` is what was due for them when they handed it in."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a mark")
        MARKED = "marked", _("Marked")
        # Replaced by a later version before anybody marked it.
        REPLACED = "replaced", _("Replaced by a later version")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="hand_ins")
    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    once = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    handed_in_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    # A sample for calibration: rated by an educator, shown to reviewers without a name.
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "once"], name="one_hand_in_per_form"),
            models.UniqueConstraint(
                fields=["assignment", "profile"], condition=Q(state="waiting"), name="one_hand_in_waiting"
            ),
        ]
        indexes = [models.Index(fields=["assignment", "profile", "-handed_in_at"], name="hand_ins_in_order")]


class WorkFile(models.Model):
    """A file of a hand-in, or the marked copy of one that an educator gave back; stored under its content's hash."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    stored_as = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    is_marked_copy = models.BooleanField(default=False)


class Mark(models.Model):
    """Points for a hand-in. The newest row counts; `penalty` is the share taken off for lateness."""

    class Source(models.TextChoices):
        EDUCATOR = "educator", _("Educator")
        PEERS = "peers", _("Peers")
        SELF = "self", _("Own judgement")

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="marks")
    source = models.CharField(max_length=8, choices=Source.choices)
    marked_by = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    points = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    # Shares from 0 to 1: before and after what lateness takes off.
    earned = models.FloatField()
    penalty = models.FloatField(default=0)
    share = models.FloatField()
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["-marked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="mark_is_a_share"),
        ]


class Review(models.Model):
    """A peer's points for a hand-in: taken on first, sent later. Neither side is told the other's name."""

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    points = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    share = models.FloatField(null=True)
    taken_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # Far from what others gave: an educator looks.
    is_outlier = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hand_in", "reviewer"], name="one_review_each")]
