"""Handing in, and marking by a rubric."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lyceum.ui.formats import number
from lyceum.ui.forms import OnceField
from lyceum.works import files
from lyceum.works.models import Assignment
from lyceum.works.selectors import Criterion
from lyceum.works.services.hand_ins import MAX_TEXT
from lyceum.works.services.marks import MAX_COMMENT


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field, each looked into before it is taken."""

    def __init__(self, kinds: Sequence[str], most: int, **options: Any) -> None:
        self.kinds, self.most = list(kinds), most
        endings = ",".join(f".{ending}" for kind in kinds for ending in sorted(files.ENDINGS[kind]))
        super().__init__(widget=ManyFilesInput(attrs={"accept": endings, "class": "input"}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[files.Checked]:
        uploads: list[UploadedFile[Any]] = (
            [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []
        )
        if len(uploads) > self.most:
            raise forms.ValidationError(_("At most %(number)s files, please.") % {"number": number(self.most)})
        checked, problems = [], []
        for upload in uploads:
            try:
                checked.append(files.check(upload, self.kinds))
            except files.BadFile as bad:
                problems.append(_said(bad, self.kinds))
        if problems:
            raise forms.ValidationError(problems)
        return checked


def _said(bad: files.BadFile, kinds: Sequence[str]) -> str:
    endings = ", ".join(f".{ending}" for kind in kinds for ending in sorted(files.ENDINGS[kind]))
    words = {
        "empty": _("“%(name)s” is empty. Look whether it was saved, and choose it again."),
        "large": _("“%(name)s” is larger than %(most)s MB. Make it smaller, or hand in a link."),
        "ending": _("Files like “%(name)s” are not taken here. These are: %(endings)s."),
        "type": _("“%(name)s” is not what its name says. Save it again in the right form."),
        "cut": _("“%(name)s” is cut off: its end is missing. Choose it again, perhaps on a better line."),
        "bomb": _("“%(name)s” would unpack to far more than a work needs, so it is not taken."),
        "name": _("A file has no proper name. Give it one and choose it again."),
    }
    return words[bad.problem] % {"name": bad.name, "most": number(files.MAX_SIZE // 1_000_000), "endings": endings}


class HandInForm(forms.Form):
    """Text, files and link, as far as the assignment asks for them."""

    once = OnceField()

    def __init__(self, assignment: Assignment, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        wanted = assignment.rules["hand_in"]
        if wanted.get("text"):
            self.fields["text"] = forms.CharField(
                label=_("Your text"), required=False, max_length=MAX_TEXT, strip=False,
                widget=forms.Textarea(attrs={"class": "input", "rows": 12, "dir": "auto"}),
            )  # fmt: skip
        if wanted.get("files"):
            most = min(files.MAX_FILES, wanted["files"].get("max", 3))
            self.fields["uploads"] = ManyFilesField(
                wanted["files"].get("types", ["pdf", "image", "document"]), most, required=False, label=_("Your files"),
                help_text=_("At most %(most)s files of %(size)s MB each.") % {"most": number(most), "size": number(files.MAX_SIZE // 1_000_000)},
            )  # fmt: skip
        if wanted.get("link"):
            self.fields["link"] = forms.URLField(
                label=_("A link to your work"), required=False, max_length=500, assume_scheme="https",
                validators=[URLValidator(["https", "http"])],
                widget=forms.URLInput(attrs={"class": "input", "dir": "ltr", "inputmode": "url"}),
            )  # fmt: skip


class RubricForm(forms.Form):
    """A level for each criterion, and a comment; educators may give points between the levels."""

    comment = forms.CharField(
        label=gettext_lazy("What is good, and what to do next"), required=False, max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, criteria: Sequence[Criterion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for one in criteria:
            choices = [(f"{points:g}", _level(points, words)) for points, words in one.levels]
            self.fields[f"c-{one.id}"] = forms.ChoiceField(label=one.title, choices=choices, widget=forms.RadioSelect)
        self.order_fields([*(f"c-{one.id}" for one in criteria), "comment"])

    @property
    def points(self) -> dict[str, float]:
        return {one.id: float(self.cleaned_data[f"c-{one.id}"]) for one in self.criteria}


def _level(points: float, words: str) -> str:
    return f"{number(points)} · {words}" if words else number(points)


class MarkForm(RubricForm):
    """What an educator gives: the rubric, perhaps a marked copy, perhaps without the loss for lateness."""

    copies = ManyFilesField(list(files.ENDINGS), 3, required=False, label=gettext_lazy("A marked copy to give back"))

    def __init__(self, criteria: Sequence[Criterion], *args: Any, is_late: bool = False, **options: Any) -> None:
        super().__init__(criteria, *args, **options)
        if is_late:
            self.fields["forgive_lateness"] = forms.BooleanField(
                label=_("Take nothing off for lateness"), required=False
            )
