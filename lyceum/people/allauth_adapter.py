"""How django-allauth behaves under our own pages."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from lyceum.people import sealing
from lyceum.people.models import Account, Profile


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open; an account keeps no name and, for a child, no e-mail address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A child goes where it can ask a guardian."""
        if Profile.objects.filter(account=request.user.pk, is_closed=True).exists():
            return reverse("guardians")
        return str(super().get_signup_redirect_url(request))

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """The person chose a username; none is made up."""


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed in the database."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name under which devices keep a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Lyceum"}
