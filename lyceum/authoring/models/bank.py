"""Questions that an institution keeps outside of its courses."""

import uuid

from django.db import models

from lyceum.people.api import Institution, Profile


class BankQuestion(models.Model):
    """A question: `spec` is what is right, `texts` its words by language, both as in a quiz of a pack."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # None: the installation's.
    institution = models.ForeignKey(Institution, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    spec = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    skills = models.JSONField(default=list)
    source_language = models.CharField(max_length=12)
    # What search looks through.
    folded = models.TextField(blank=True)
    # course/activity/question that it was taken from.
    origin = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "digest"], name="same_question_once", nulls_distinct=False)
        ]
        indexes = [models.Index(fields=["institution", "kind"], name="questions_by_kind")]
