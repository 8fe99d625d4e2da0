"""Forms of staff who look after people's records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lyceum.people.ages import is_likely_year
from lyceum.people.forms.accounts import styled
from lyceum.people.models import StaffSession
from lyceum.people.services.staff import MIN_REASON


class OpenForm(forms.Form):
    """What for, and why; the person reads the reason."""

    kind = forms.ChoiceField(label=_("What for"), widget=forms.RadioSelect, initial=StaffSession.Kind.LOOK)
    reason = forms.CharField(
        label=_("Reason"),
        min_length=MIN_REASON,
        max_length=300,
        help_text=_("The person reads this. Say what was asked for and by whom."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(value, label) for value, label in StaffSession.Kind.choices if value in kinds]
        styled(self)


class RecordForm(forms.Form):
    """What staff may put right."""

    name = forms.CharField(label=_("First name"), max_length=60)
    birth_year = forms.IntegerField(label=_("Year of birth"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_year"].widget.attrs["inputmode"] = "numeric"
        styled(self)

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not is_likely_year(year):
            raise forms.ValidationError(_("Enter a year with four digits, such as 2012."))
        return year
