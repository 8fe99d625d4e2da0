"""Forms of children and guardians."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lyceum.kit import languages
from lyceum.people.ages import is_adult, is_likely_year
from lyceum.people.forms.accounts import styled
from lyceum.people.purposes import ACCOUNT, PURPOSES


class MailForm(forms.Form):
    """Where a guardian's link is sent. The address is used once and not kept."""

    email = forms.EmailField(
        label=_("E-mail of your guardian"), help_text=_("We send one message there and do not keep the address.")
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=list(languages.NAMES.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class CodeForm(forms.Form):
    """The code of a printed sheet."""

    code = forms.CharField(
        label=_("Code from the sheet"), max_length=40, help_text=_("Three groups of four letters and digits.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"})
        styled(self)


class ConsentForm(forms.Form):
    """One tick for each purpose; none is set before the guardian sets it."""

    purposes = forms.MultipleChoiceField(
        choices=[(purpose.key, purpose.title) for purpose in PURPOSES],
        error_messages={"required": _("Tick “Keep an account”, or leave this page: nothing is agreed to then.")},
    )
    birth_year = forms.IntegerField(
        label=_("Your year of birth"), help_text=_("Only adults can agree for a child. The day is not asked.")
    )

    def __init__(self, *args: Any, asks_age: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_age:
            del self.fields["birth_year"]
        else:
            self.fields["birth_year"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "bday-year"})
        styled(self)

    @property
    def chosen(self) -> list[str]:
        """What is ticked when the form is drawn."""
        return list(self["purposes"].value() or [])

    def clean_purposes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["purposes"]
        if ACCOUNT not in chosen:
            raise forms.ValidationError(str(self.fields["purposes"].error_messages["required"]))
        return chosen

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        if not is_likely_year(year):
            raise forms.ValidationError(_("Enter a year with four digits, such as 1985."))
        if not is_adult(year):
            raise forms.ValidationError(_("Only adults can agree for a child. Please ask an adult who is responsible."))
        return year
