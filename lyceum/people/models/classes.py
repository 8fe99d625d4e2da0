"""Classes: who teaches and who learns together, and how small children sign in there."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lyceum.people.models.accounts import Profile
from lyceum.people.models.institutions import Institution


class SchoolClass(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="classes")
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=12, blank=True)
    # Empty: nobody can join by code now.
    join_code = models.CharField(max_length=12, blank=True)
    join_code_expires_at = models.DateTimeField(null=True)
    # Whether learners read the names of the others; educators always do.
    shows_names = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["join_code"], condition=~Q(join_code=""), name="one_class_per_join_code")
        ]
        indexes = [models.Index(fields=["institution", "name"], name="classes_of_institution")]

    def __str__(self) -> str:
        return self.name


class ClassMember(models.Model):
    """Somebody in a class. Who left keeps the row, so that marks and progress of the time remain to be seen."""

    class Part(models.TextChoices):
        EDUCATOR = "educator", _("Educator")
        LEARNER = "learner", _("Learner")

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="members")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="class_memberships")
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.LEARNER)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "profile"], name="in_a_class_once")]
        indexes = [models.Index(fields=["profile", "part"], name="classes_of_person")]


class PictureSecret(models.Model):
    """The sequence of pictures by which a small child signs in, as a password hash."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="picture_secret")
    secret_hash = models.CharField(max_length=255)
    changed_at = models.DateTimeField(auto_now=True)


class PictureSession(models.Model):
    """Until `closes_at`, learners of the class may sign in by `code` and their pictures."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, related_name="picture_sessions")
    opened_by = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_at = models.DateTimeField()
    # Ended by an educator: who signed in through it is signed out.
    ended_at = models.DateTimeField(null=True)


class PictureTry(models.Model):
    """How often wrong pictures were chosen for a learner in one session, so that nobody can try them all."""

    session = models.ForeignKey(PictureSession, on_delete=models.CASCADE, related_name="tries")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "profile"], name="one_count_of_picture_tries")]
