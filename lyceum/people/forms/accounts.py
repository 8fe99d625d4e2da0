"""Forms of the account pages."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm, SignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    MinimumLengthValidator,
    get_default_password_validators,
    validate_password,
)
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lyceum.kit import languages
from lyceum.people.ages import is_likely_year, is_under_age
from lyceum.people.models import PICTURES, Account, Profile
from lyceum.people.services.accounts import open_account
from lyceum.ui.formats import number


def styled(form: forms.BaseForm) -> None:
    """Give every text field the look of the house and none of the library's placeholders."""
    for field in form.fields.values():
        if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect | forms.Select):
            field.widget.attrs["class"] = "input"
        field.widget.attrs.pop("placeholder", None)
        if "password" in str(field.widget.attrs.get("autocomplete", "")):
            field.widget.attrs["dir"] = "ltr"


def likely_year(year: int) -> int:
    if not is_likely_year(year):
        raise forms.ValidationError(_("Enter a year with four digits, such as 2012."))
    return year


def password_advice() -> str:
    """What a new password needs, in the language in force, by the length that the settings ask for."""
    lengths = [
        rule.min_length for rule in get_default_password_validators() if isinstance(rule, MinimumLengthValidator)
    ]
    least = max(lengths, default=1)
    return ngettext(
        "At least %(length)s character. Three or four words are easy to keep in mind.",
        "At least %(length)s characters. Three or four words are easy to keep in mind.",
        least,
    ) % {"length": number(least)}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        styled(self)


class SignUpForm(SignupForm):
    """A first name, a birth year, a username and a password; e-mail only for those old enough, and only if they wish."""

    name = forms.CharField(label=_("First name"), max_length=60, help_text=_("As you like to be called."))
    birth_year = forms.IntegerField(
        label=_("Year of birth"), help_text=_("So that we keep the right rules for your age. The day is not asked.")
    )
    email = forms.EmailField(required=False)
    field_order = ["name", "birth_year", "username", "password1", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        self.fields["username"].help_text = _("Letters and digits. Not your full name.")
        self.fields["password1"].label = _("Password")
        self.fields["password1"].help_text = password_advice()
        # Said here, not at the field: the library names the field anew, and the age needs the reader's digits.
        self.fields["email"].label = _("E-mail (if you like)")
        self.fields["email"].help_text = _(
            "For a forgotten password. Leave it empty if you are under %(age)s: you get a code to print instead."
        ) % {"age": number(settings.AGE_OF_CONSENT)}
        self.fields["birth_year"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "bday-year"})
        self.fields["name"].widget.attrs["autocomplete"] = "given-name"
        styled(self)

    def clean_birth_year(self) -> int:
        return likely_year(self.cleaned_data["birth_year"])

    def clean_email(self) -> str:
        """One account an address; a taken one is not told apart, so that nobody can learn who is registered."""
        email: str = self.cleaned_data.get("email", "").lower()
        return "" if Account.objects.filter(email__iexact=email).exists() else email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.is_under_age():
            cleaned["email"] = ""
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> Account:
        account: Account = super().save(request)
        values = {"name": self.cleaned_data["name"], "birth_year": self.cleaned_data["birth_year"]}
        guest: Profile | None = request.actor.guest  # type: ignore[attr-defined]
        open_account(account=account, guest=guest, closed=self.is_under_age(), **values)
        return account

    def is_under_age(self) -> bool:
        return is_under_age(self.cleaned_data.get("birth_year"))


class ResetForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        styled(self)


class NewPasswordForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password again")
        self.fields["password1"].help_text = ""
        styled(self)


class ChangeForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password now")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = ""
        self.fields["password2"].label = _("New password again")
        styled(self)


class RecoveryForm(forms.Form):
    username = forms.CharField(label=_("Username"), max_length=150)
    code = forms.CharField(
        label=_("Recovery code"), max_length=40, help_text=_("Four groups of four letters and digits.")
    )
    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_advice()
        styled(self)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class ProfileForm(forms.Form):
    """One more person on the device."""

    name = forms.CharField(label=_("First name"), max_length=60)
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("So that we keep the right rules for this person's age. The day is not asked."),
    )
    picture = forms.ChoiceField(label=_("Picture"), choices=list(PICTURES.items()), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_year"].widget.attrs["inputmode"] = "numeric"
        styled(self)

    def clean_birth_year(self) -> int:
        return likely_year(self.cleaned_data["birth_year"])


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person's own settings."""

    language = forms.ChoiceField(label=_("Language"), choices=list(languages.NAMES.items()))
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    theme = forms.ChoiceField(label=_("Colours"), required=False, choices=Profile.Theme.choices)
    saves_data = forms.BooleanField(
        label=_("Use less data"),
        required=False,
        help_text=_("Leaves pictures out of lists; sound and pictures load when you ask."),
    )

    class Meta:
        model = Profile
        fields = ["name", "language", "time_zone", "theme", "saves_data"]
        labels = {"name": _("First name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = [("", _("Like the server")), ("UTC", "UTC"), *zones()]
        styled(self)


@cache
def zones() -> list[tuple[str, str]]:
    """Zones by place; reading them from the disk takes longer than a page may."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [(name, name.replace("_", " ")) for name in names]
