import unicodedata
import uuid
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Upper
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

MAX_PROFILES = 30

PICTURES = {
    "fish": _("Fish"), "sun": _("Sun"), "boat": _("Boat"), "tree": _("Tree"), "house": _("House"),
    "kite": _("Kite"), "moon": _("Moon"), "flower": _("Flower"), "drum": _("Drum"),
}  # fmt: skip


def folded(text: str) -> str:
    """How a name is looked for: without case, accents and needless spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())[:120]


class Account(AbstractUser):
    """What signs in. It holds no name of a person: those are in its profiles."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    recovery_code_hash = models.CharField(max_length=255, blank=True)
    # Raised to end every session of the account at once.
    session_epoch = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~models.Q(email=""), name="one_account_per_email")
        ]
        # Signing in looks names up whatever their capitals.
        indexes = [
            models.Index(Upper("username"), name="account_by_username"),
            models.Index(Upper("email"), name="account_by_email"),
        ]

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """Django's proof of a session, which falls with the password, here also with the epoch."""
        value = f"{self.password}/{self.session_epoch}" if self.session_epoch else self.password
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class Profile(models.Model):
    """A person who learns. Without an account it is a guest, known by the session alone."""

    class Theme(models.TextChoices):
        SYSTEM = "", _("Like the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="profiles")
    name = models.CharField(max_length=60, blank=True)
    # The name without case and accents, so that people are found by how it begins; `save` keeps it.
    folded_name = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    # The institution that made this profile and may give it a new password or new pictures.
    managed_by = models.ForeignKey("people.Institution", null=True, on_delete=models.SET_NULL, related_name="+")
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
    # Erased: nothing of the person is left; the row holds together what had to stay.
    erased_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = folded(self.name)
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "folded_name"}
        super().save(*args, **kwargs)

    @property
    def is_guest(self) -> bool:
        return self.account_id is None
