import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_PROFILES = 30

PICTURES = {
    "fish": _("Fish"), "sun": _("Sun"), "boat": _("Boat"), "tree": _("Tree"), "house": _("House"),
    "kite": _("Kite"), "moon": _("Moon"), "flower": _("Flower"), "drum": _("Drum"),
}  # fmt: skip


class Account(AbstractUser):
    """What signs in. It holds no name of a person: those are in its profiles."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    recovery_code_hash = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~models.Q(email=""), name="one_account_per_email")
        ]


class Profile(models.Model):
    """A person who learns. Without an account it is a guest, known by the session alone."""

    class Theme(models.TextChoices):
        SYSTEM = "", _("Like the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="profiles")
    name = models.CharField(max_length=60, blank=True)
    picture = models.CharField(max_length=12, default="fish")
    birth_year = models.PositiveSmallIntegerField(null=True)
    # Closed: seen by nobody else until a guardian has consented.
    is_closed = models.BooleanField(default=False)
    language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    saves_data = models.BooleanField(default=False)
    theme = models.CharField(max_length=5, blank=True, choices=Theme.choices)
    # Something was told to them that they have not looked at; `notices` sets it, so that a page need not count.
    has_news = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    @property
    def is_guest(self) -> bool:
        return self.account_id is None
