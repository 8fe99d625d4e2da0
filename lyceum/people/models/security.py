"""Where an account is signed in, and how an institution signs its people in."""

from django.db import models

from lyceum.people.models.accounts import Account
from lyceum.people.models.institutions import Institution


class DeviceSession(models.Model):
    """A sign-in on a device. Of the device only the kind is kept, no address."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="device_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()


class OpenIDProvider(models.Model):
    """The OpenID Connect service of an institution; its secret is sealed with a key of the installation."""

    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="openid_provider")
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret_sealed = models.TextField(blank=True)
    domain_hint = models.CharField(max_length=120, blank=True)
    # The claim that tells what a person is there, and the role here for each of its values.
    role_claim = models.CharField(max_length=80, blank=True)
    role_map = models.JSONField(default=dict)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)


class OpenIDIdentity(models.Model):
    """Who `subject` of a provider is here."""

    provider = models.ForeignKey(OpenIDProvider, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="openid_identities")
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "subject"], name="one_account_per_openid_subject")]
