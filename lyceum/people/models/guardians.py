"""Guardians of children, and what they agreed to."""

from django.db import models
from django.db.models import Q

from lyceum.people.models.accounts import Profile


class Guardianship(models.Model):
    """`guardian` answers for `child`. Ended ones stay as history."""

    guardian = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="wards")
    child = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="guardians")
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "child"], condition=Q(ended_at=None), name="one_guardianship_at_a_time"
            )
        ]


class Invitation(models.Model):
    """A link or paper code by which a guardian takes a child on; the code is kept as a keyed hash."""

    child = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Consent(models.Model):
    """One line of the consent ledger: what a guardian agreed to, when, to which edition of the text, until when."""

    child = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="consents")
    guardian = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    purpose = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_consent_in_force",
            )
        ]
