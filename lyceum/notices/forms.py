from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lyceum.notices.models import Wish
from lyceum.notices.selectors import Chosen


class TimeInput(forms.TimeInput):
    input_type = "time"


class QuietForm(forms.Form):
    """When no mail is sent, by the person's own clock."""

    starts = forms.TimeField(label=_("No mail from"), widget=TimeInput(format="%H:%M", attrs={"class": "input"}))
    ends = forms.TimeField(label=_("until"), widget=TimeInput(format="%H:%M", attrs={"class": "input"}))


class WishForm(forms.Form):
    """One kind of notice."""

    is_shown = forms.BooleanField(label=_("Show it here"), required=False)
    mail = forms.ChoiceField(
        label=_("Send it by mail"), choices=Wish.Mail.choices, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, data: Any, chosen: Chosen) -> None:
        self.kind = chosen.kind
        super().__init__(data, prefix=chosen.kind.name, initial={"is_shown": chosen.is_shown, "mail": chosen.mail})
