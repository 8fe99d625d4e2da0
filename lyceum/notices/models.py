from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Notice(models.Model):
    """One thing told to one person; `once` is the teller's key, so that telling again changes nothing."""

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    # Where it leads: a path without its language.
    path = models.CharField(max_length=300, blank=True)
    once = models.CharField(max_length=120)
    at = models.DateTimeField()
    is_shown = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mail_due_at = models.DateTimeField(null=True)
    # Whoever mails it holds it until then; a worker that died lets go by itself.
    mail_held_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "once"], name="told_once")]
        indexes = [
            models.Index(fields=["profile", "-at"], name="notices_of_person"),
            models.Index(fields=["mail_due_at"], condition=models.Q(mail_due_at__isnull=False), name="notices_to_mail"),
        ]


class Wish(models.Model):
    """How somebody wants one kind of notice; without a row it is the kind's own way."""

    class Mail(models.TextChoices):
        NOW = "now", pgettext_lazy("when a mail is sent", "At once")
        DAILY = "daily", pgettext_lazy("when a mail is sent", "Once a day")
        WEEKLY = "weekly", pgettext_lazy("when a mail is sent", "Once a week")
        NEVER = "never", pgettext_lazy("when a mail is sent", "Never")

    profile = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    is_shown = models.BooleanField(default=True)
    mail = models.CharField(max_length=6, choices=Mail.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "kind"], name="one_wish_per_kind")]


class QuietHours(models.Model):
    """When no mail is sent to somebody, by their own clock; the same time twice means never quiet."""

    STARTS, ENDS = time(20), time(7)

    profile = models.OneToOneField("people.Profile", on_delete=models.CASCADE, related_name="+")
    starts = models.TimeField(default=STARTS, verbose_name=_("No mail from"))
    ends = models.TimeField(default=ENDS, verbose_name=_("until"))
