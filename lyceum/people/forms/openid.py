"""The sign-in service of an institution."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lyceum.people import openid
from lyceum.people.forms.accounts import styled
from lyceum.people.services.openid import GIVEN_BY_CLAIM


class ProviderForm(forms.Form):
    issuer = forms.URLField(
        label=_("Address of the service (issuer)"), max_length=300, assume_scheme="https",
        help_text=_("As the service names itself, such as https://login.example.org."),
    )  # fmt: skip
    client_id = forms.CharField(label=_("Client ID"), max_length=200)
    secret = forms.CharField(
        label=_("Client secret"), max_length=500, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown. Leave it empty to keep the one there is."),
    )  # fmt: skip
    domain_hint = forms.CharField(label=_("Domain (if the service asks for one)"), max_length=120, required=False)
    role_claim = forms.CharField(label=_("Claim that tells the role"), max_length=80, required=False)
    role_map = forms.CharField(
        label=_("Roles by value"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, such as teacher = educator. Who has none of the values is a learner."),
    )  # fmt: skip
    is_on = forms.BooleanField(label=_("People may sign in with it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def clean_role_map(self) -> dict[str, str]:
        pairs = [line.partition("=") for line in self.cleaned_data["role_map"].splitlines() if line.strip()]
        found = {value.strip(): role.strip().lower() for value, _sign, role in pairs}
        if any(role not in GIVEN_BY_CLAIM for role in found.values()):
            names = ", ".join(GIVEN_BY_CLAIM)
            raise forms.ValidationError(_("Roles that a service may give: %(names)s."), params={"names": names})
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("issuer") and not self.errors:
            try:
                openid.discover(cleaned["issuer"])
            except openid.NotTrusted as fault:
                raise forms.ValidationError(
                    _("The service did not answer as it should. Nothing was saved; check its address.")
                ) from fault
        return cleaned
