"""What a person, or who answers for them, asked to have exported or erased."""

import uuid

from django.db import models
from django.db.models import Q

from lyceum.people.models.accounts import Profile


class DataRequest(models.Model):
    """One export or erasure; `done_parts` tells how far it is, so that a killed worker's successor goes on from there."""

    class Kind(models.TextChoices):
        EXPORT = "export"
        ERASE = "erase"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        CANCELLED = "cancelled"

    OPEN = (State.WAITING, State.RUNNING)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    asked_by = models.UUIDField()
    language = models.CharField(max_length=12)
    done_parts = models.JSONField(default=list)
    part_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    # When it begins; an erasure leaves time to change one's mind.
    due_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Of an export: the file, how large it is, and until when it is kept.
    file_name = models.CharField(max_length=120, blank=True)
    file_size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "kind"], condition=Q(state__in=("waiting", "running")), name="one_open_data_request"
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="data_requests_due")]
