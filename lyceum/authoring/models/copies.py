"""A pack while it is being written: its files, their history, and who writes."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lyceum.courses.api import Course, CourseVersion
from lyceum.people.api import Institution, Profile


class WorkingCopy(models.Model):
    """One pack in work. Publishing makes a version of the course from it; the copy stays for the next one."""

    class State(models.TextChoices):
        WRITING = "writing", pgettext_lazy("state of a working copy", "Being written")
        REVIEW = "review", pgettext_lazy("state of a working copy", "Waits for review")
        CHANGES = "changes", pgettext_lazy("state of a working copy", "Changes asked for")
        APPROVED = "approved", pgettext_lazy("state of a working copy", "Approved")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The pack's id.
    slug = models.SlugField(max_length=64, unique=True)
    # None: the installation's.
    institution = models.ForeignKey(Institution, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=11, choices=Course.Audience.choices, default=Course.Audience.EVERYONE)
    # What lists say; the files are the truth.
    title = models.CharField(max_length=120)
    subject = models.CharField(max_length=12)
    source_language = models.CharField(max_length=12)
    course = models.ForeignKey(Course, null=True, on_delete=models.SET_NULL, related_name="+")
    # The version that this copy goes on from: reviews show what differs from it.
    base = models.ForeignKey(CourseVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WRITING)
    # Counts every save; what was computed for one edition holds as long as it stays.
    edition = models.PositiveIntegerField(default=0)
    once = models.UUIDField(null=True, unique=True)
    created_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["institution", "-changed_at"], name="copies_of_institution")]

    def __str__(self) -> str:
        return self.slug

    @property
    def tile_id(self) -> str:
        return f"course:{self.slug}"


class WorkingFile(models.Model):
    """A file of the pack as it is now: its text, or the name of a stored blob and what is known of it."""

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    blob = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    revision = models.PositiveIntegerField()
    changed_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "path"], name="one_file_per_path")]


class FileRevision(models.Model):
    """A text as it once was, so that two authors' changes to it can be brought together."""

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="revisions")
    path = models.CharField(max_length=400)
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    changed_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "path", "revision"], name="one_text_per_revision")]


class Removal(models.Model):
    """A unit or an activity that was taken out, whole, so that it can be put back."""

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="removals")
    key = models.CharField(max_length=64)
    # Empty for a unit.
    unit_key = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=120)
    position = models.PositiveIntegerField()
    # path → {"text": …} or {"blob": …, "facts": …}
    files = models.JSONField(default=dict)
    removed_by = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)


class Collaborator(models.Model):
    """Who works on a copy beside the people whose role in the institution lets them."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        REVIEWER = "reviewer", _("Reviewer")
        TRANSLATOR = "translator", _("Translator")

    copy = models.ForeignKey(WorkingCopy, on_delete=models.CASCADE, related_name="collaborators")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "profile"], name="collaborator_once")]
