"""When staff look at or act for a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lyceum.people.models.accounts import Profile


class StaffSession(models.Model):
    """A stretch of time in which `staff` may do something to `subject`, with the reason that they gave."""

    class Kind(models.TextChoices):
        LOOK = "look", _("Look at the record")
        EDIT = "edit", _("Change the record")
        ACT = "act", _("Act as the person")

    staff = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="staff_sessions")
    subject = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject", "-opened_at"], name="staff_sessions_of_person")]
