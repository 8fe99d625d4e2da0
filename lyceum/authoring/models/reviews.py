"""Reviews of a working copy, and what was said in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from lyceum.authoring.models.copies import WorkingCopy
from lyceum.people.api import Profile


class Review(models.Model):
    """One round: asked for, then decided. An approval holds for exactly the text whose `digest` it names."""

    class Outcome(models.TextChoices):
        OPEN = "open", pgettext_lazy("outcome of a review", "Open")
        APPROVED = "approved", pgettext_lazy("outcome of a review", "Approved")
        CHANGES = "changes", pgettext_lazy("outcome of a review", "Changes asked for")

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="reviews")
    asked_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    digest = models.CharField(max_length=64, blank=True)
    decided_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy"], condition=Q(outcome="open"), name="one_open_review_per_copy")
        ]


class Comment(models.Model):
    """A remark to one activity, or with an empty key to the whole."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    key = models.CharField(max_length=64, blank=True)
    text = models.TextField()
    once = models.UUIDField(unique=True)
    by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
