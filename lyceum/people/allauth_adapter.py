"""How django-allauth behaves under our own pages."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from lyceum.people.models import Account


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is open; an account keeps no name and, for a child, no e-mail address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """The person chose a username; none is made up."""
