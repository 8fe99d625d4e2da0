"""What is known of a pack's files besides their text: states of translation, results of checking an exercise."""

from django.db import models

from lyceum.authoring.models.copies import WorkingCopy


class Translation(models.Model):
    """The segments of one file in one language: each with the source that it was made from, and its state."""

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="translations")
    # The file in the source language.
    path = models.CharField(max_length=400)
    language = models.CharField(max_length=12)
    # [{"at", "source", "target", "state"}], in the order of the file.
    segments = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "path", "language"], name="one_translation_per_file")]


class Verification(models.Model):
    """An exercise held against itself by the judge: its programs against the verdicts that they must get."""

    class State(models.TextChoices):
        QUEUED = "queued"
        DONE = "done"
        FAILED = "failed"

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="verifications")
    key = models.CharField(max_length=64)
    # Which files were judged: the table is not shown for others.
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    rows = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "key", "digest"], name="verified_once")]
