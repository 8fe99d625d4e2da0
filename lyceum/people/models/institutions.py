"""Institutions, and who holds which role in them."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lyceum.people.models.accounts import Profile


class Institution(models.Model):
    """A school, ministry, company …; `path` names it and those above it, so that a whole branch is one prefix."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School")
        UNIVERSITY = "university", _("University")
        COMPANY = "company", _("Company")
        MINISTRY = "ministry", _("Ministry or authority")
        NGO = "ngo", _("Non-governmental organisation")
        UN = "un", _("United Nations body")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # ISO 3166-1 alpha-2.
    country = models.CharField(max_length=2)
    languages = models.JSONField(default=list)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # "/3/17/": the ids from the top down to this one.
    path = models.CharField(max_length=120, db_index=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.slug

    @property
    def ancestor_ids(self) -> list[int]:
        """Its own id and those of all above it."""
        return [int(part) for part in self.path.split("/") if part]


class Role(models.TextChoices):
    ADMIN = "admin", _("Institution admin")
    TECHNICIAN = "technician", _("IT technician")
    EDUCATOR = "educator", _("Educator")
    AUTHOR = "author", _("Author")
    REVIEWER = "reviewer", _("Reviewer")
    TRANSLATOR = "translator", _("Translator")
    OBSERVER = "observer", _("Observer")
    LEARNER = "learner", _("Learner")


class Membership(models.Model):
    """A role of a person in an institution. It holds in the institutions below as well, but for `learner`."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "institution", "role"], name="one_membership_per_role")
        ]
        indexes = [models.Index(fields=["institution", "role"], name="members_by_role")]


class RoleInvitation(models.Model):
    """A link by which somebody takes a role, once and for a time; the code is kept as a keyed hash only."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RosterLink(models.Model):
    """Which person or class a roster's `sourcedId` of an institution stands for."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="roster_links")
    sourced_id = models.CharField(max_length=255)
    profile = models.ForeignKey(Profile, null=True, on_delete=models.CASCADE, related_name="+")
    school_class = models.ForeignKey("people.SchoolClass", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "sourced_id"], condition=Q(school_class=None), name="one_person_per_sourced_id"
            ),
            models.UniqueConstraint(
                fields=["institution", "sourced_id"], condition=Q(profile=None), name="one_class_per_sourced_id"
            ),
            models.CheckConstraint(
                condition=Q(profile=None, school_class__isnull=False) | Q(profile__isnull=False, school_class=None),
                name="roster_link_to_one_thing",
            ),
        ]


class RosterImport(models.Model):
    """A roster that somebody sent: first what it would change, then, if they agree, exactly that."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        READY = "ready", _("Waiting for your decision")
        APPLYING = "applying", _("Being taken over")
        APPLIED = "applied", _("Taken over")
        UNREADABLE = "unreadable", _("Not readable")

    # The key of the form, so that sending it twice makes one import.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="roster_imports")
    asked_by = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    # The files as they came, by name; emptied when the roster is taken over or forgotten.
    file = models.CharField(max_length=120)
    consented = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # What it would change, and the mark by which a changed plan is told from the one that was agreed to.
    plan = models.JSONField(default=dict)
    plan_mark = models.CharField(max_length=64, blank=True)
    problems = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["institution", "-created_at"], name="roster_imports_latest")]
