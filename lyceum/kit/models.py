import uuid

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """Who did what to which thing. Written in the transaction of the change, never altered."""

    at = models.DateTimeField(auto_now_add=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    profile = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    thing = models.CharField(max_length=120)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["thing", "at"], name="audit_by_thing"),
            models.Index(fields=["profile", "at"], name="audit_by_profile"),
        ]


class PendingEvent(models.Model):
    """An event that was announced and whose receivers have not all run yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    payload = models.JSONField()
    announced_at = models.DateTimeField(auto_now_add=True, db_index=True)
    failures = models.PositiveIntegerField(default=0)


class WorkerLease(models.Model):
    """A worker that says it is alive. Its tasks go back to the queue when the lease runs out."""

    worker_id = models.CharField(primary_key=True, max_length=64)
    queue = models.CharField(max_length=32)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
