"""Confirming that everything is to be erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lyceum.people.forms.accounts import styled
from lyceum.people.models import Account


class EraseForm(forms.Form):
    """Proof that it is the account's owner who asks: the password, or the username where there is no password."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )
    username = forms.CharField(label=_("Type your username"), max_length=150)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        del self.fields["username" if account.has_usable_password() else "password"]
        styled(self)

    def clean_password(self) -> str:
        if not self.account.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password. Nothing was erased."))
        return ""

    def clean_username(self) -> str:
        if self.cleaned_data["username"].casefold() != self.account.username.casefold():
            raise forms.ValidationError(_("This is not your username. Nothing was erased."))
        return ""
