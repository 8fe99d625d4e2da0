"""Giving work, other dates, and entries of the gradebook."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lyceum.courses import api as courses
from lyceum.kit import languages
from lyceum.people.api import Profile
from lyceum.teaching.models import Entry
from lyceum.ui.forms import OnceField


class MomentField(forms.DateTimeField):
    """A day and time by the reader's own clock."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "input"})
        super().__init__(widget=widget, **options)


class DatesForm(forms.Form):
    """What may be changed later too."""

    due_at = MomentField(label=_("Due"), required=False, help_text=_("By your clock. Empty: no date."))
    note = forms.CharField(
        label=_("What you want to say about it"), required=False, max_length=600,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3, "dir": "auto"}),
    )  # fmt: skip
    weight = forms.FloatField(
        label=_("Weight in the gradebook"), min_value=0, max_value=100, initial=1, required=False,
        help_text=_("2 counts twice as much as 1. With 0 it is practice that does not count."),
        widget=forms.NumberInput(attrs={"class": "input short", "step": "any", "min": 0}),
    )  # fmt: skip
    needs_moderation = forms.BooleanField(
        label=_("Show marks only after another educator has looked at them"), required=False
    )

    def clean_weight(self) -> float:
        weight = self.cleaned_data["weight"]
        return 1.0 if weight is None else float(weight)


class GiveForm(DatesForm):
    """Which part of a course, and when it is due."""

    def __init__(self, outline: courses.Outline, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: list[Any] = [("course", _("The whole course"))]
        for unit in outline.units:
            steps = [(f"activity:{step.key}", step.title) for step in unit.steps]
            choices.append((unit.title, [(f"unit:{unit.key}", _("The whole unit")), *steps]))
        self.fields["part"] = forms.ChoiceField(
            label=_("What is to be done"), choices=choices, widget=forms.Select(attrs={"class": "input"})
        )
        self.order_fields(["part", "due_at", "note", "weight", "needs_moderation"])


def _name(learner: Profile) -> str:
    return learner.name


class ExtensionForm(forms.Form):
    person = forms.ModelChoiceField(
        Profile.objects.none(), to_field_name="uuid", label=pgettext_lazy("who", "Learner"),
        widget=forms.Select(attrs={"class": "input"}), empty_label=None,
    )  # fmt: skip
    due_at = MomentField(label=_("New date"))
    reason = forms.CharField(
        label=_("Reason, for educators only"), required=False, max_length=300,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, learners: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = learners
        field.label_from_instance = _name  # type: ignore[method-assign, assignment]


class EntryForm(forms.Form):
    """What stands in one cell of the gradebook."""

    kind = forms.ChoiceField(label=_("What counts"), choices=Entry.Kind.choices, widget=forms.RadioSelect)
    percent = forms.FloatField(
        label=_("Mark in per cent"), min_value=0, max_value=100, required=False,
        widget=forms.NumberInput(attrs={"class": "input short", "step": "any"}),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why"), required=False, max_length=600, widget=forms.TextInput(attrs={"class": "input", "dir": "auto"})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == Entry.Kind.MARK and values.get("percent") is None:
            self.add_error("percent", _("Give the mark, from 0 to 100."))
        return values

    @property
    def share(self) -> float | None:
        is_mark = self.cleaned_data["kind"] == Entry.Kind.MARK
        return float(self.cleaned_data["percent"]) / 100 if is_mark else None


class LimitForm(forms.Form):
    """What a guardian sets for a child; all empty is no limit."""

    minutes_a_day = forms.IntegerField(
        label=_("Minutes a day, at most"), min_value=5, max_value=1440, required=False,
        help_text=_("Empty: no limit. What is begun can always be sent."),
        widget=forms.NumberInput(attrs={"class": "input short"}),
    )  # fmt: skip
    rest_from = forms.TimeField(
        label=_("Rest from"), required=False, help_text=_("By the child’s clock."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input short"}),
    )  # fmt: skip
    rest_until = forms.TimeField(
        label=_("Rest until"), required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "input short"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts, ends = values.get("rest_from"), values.get("rest_until")
        if not self.errors and (starts is None) != (ends is None):
            self.add_error("rest_until" if ends is None else "rest_from", _("Give both times, or neither."))
        if starts is not None and starts == ends:
            self.add_error("rest_until", _("The rest must end at another time than it begins."))
        return values


class WritingForm(forms.Form):
    """A text in a language, with a key that makes sending it twice harmless."""

    once = OnceField()
    text = forms.CharField(
        label=_("Text"), max_length=5000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5, "dir": "auto"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Written in"), choices=list(languages.NAMES.items()),
        widget=forms.Select(attrs={"class": "input short"}),
    )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "once": self.cleaned_data["once"] or uuid.uuid4()}


class NoteForm(WritingForm):
    for_learner = forms.BooleanField(
        label=_("The learner reads it too"), required=False, initial=True,
        help_text=_("Guardians can always read it."),
    )  # fmt: skip


class MessageForm(WritingForm):
    to_guardians = forms.BooleanField(label=_("A copy to the learners’ guardians"), required=False)


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Table of marks, CSV or ODS"), help_text=_("At most 5 MB."),
        widget=forms.FileInput(attrs={"class": "input", "accept": ".csv,.ods,text/csv"}),
    )  # fmt: skip
