"""Forms of the authors' pages, but for those of activities, which are in `kinds`."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lyceum.authoring.models import Collaborator
from lyceum.courses.api import Course
from lyceum.kit import languages
from lyceum.people.api import Institution
from lyceum.ui.forms import OnceField

SUBJECTS = [
    ("lang", pgettext_lazy("subject", "Languages")),
    ("math", pgettext_lazy("subject", "Mathematics")),
    ("sci", pgettext_lazy("subject", "Science")),
    ("planet", pgettext_lazy("subject", "Our planet")),
    ("health", pgettext_lazy("subject", "Health")),
    ("work", pgettext_lazy("subject", "Work and trades")),
    ("society", pgettext_lazy("subject", "Society")),
    ("arts", pgettext_lazy("subject", "Arts")),
    ("code", pgettext_lazy("subject", "Programming")),
    ("teach", pgettext_lazy("subject", "Teaching")),
]


class StyledForm(forms.Form):
    """Fields in the look of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.TextInput | forms.Textarea | forms.NumberInput):
                widget.attrs["class"] = "input"
                widget.attrs.setdefault("dir", "auto")


class ForInstitution(StyledForm):
    """Whose course it will be: one of the institutions that the actor may write for."""

    institution = forms.ChoiceField(label=_("For"))
    once = OnceField()

    def __init__(self, *args: Any, institutions: list[Institution], is_operator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institutions = {str(one.pk): one for one in institutions}
        choice = self.fields["institution"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(key, one.name) for key, one in self.institutions.items()]
        if is_operator:
            choice.choices = [*choice.choices, ("", _("This installation"))]
            choice.required = False

    @property
    def chosen(self) -> Institution | None:
        return self.institutions.get(self.cleaned_data["institution"])


def _slug() -> forms.SlugField:
    return forms.SlugField(
        label=_("Name in the address"),
        max_length=64,
        help_text=_("Small letters a–z, digits and hyphens. It stays for ever."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )


class NewCourseForm(ForInstitution):
    title = forms.CharField(label=_("Title"), max_length=120)
    slug = _slug()
    summary = forms.CharField(label=_("In one sentence"), max_length=400)
    subject = forms.ChoiceField(label=_("Subject"), choices=SUBJECTS)
    source = forms.ChoiceField(
        label=_("Written in"), choices=list(languages.NAMES.items()), help_text=_("The language in which you write it.")
    )
    others = forms.MultipleChoiceField(
        label=_("Will be translated into"),
        choices=list(languages.NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(label=_("Who may see it"), choices=Course.Audience.choices)
    field_order = ["title", "slug", "summary", "subject", "source", "others", "institution", "audience"]

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower().strip("-_").replace("_", "-")

    @property
    def languages(self) -> list[str]:
        source = self.cleaned_data["source"]
        return [source, *(code for code in languages.CODES if code in self.cleaned_data["others"] and code != source)]


class CopyCourseForm(ForInstitution):
    course = forms.ChoiceField(label=_("Course to copy"))
    slug = _slug()
    field_order = ["course", "slug", "institution"]

    def __init__(self, *args: Any, courses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["course"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = courses

    clean_slug = NewCourseForm.clean_slug


class ZipForm(ForInstitution):
    file = forms.FileField(label=_("ZIP file of a course"), help_text=_("At most 200 MB."))
    field_order = ["file", "institution"]


class FactsForm(StyledForm):
    """What is said of the course as a whole."""

    title = forms.CharField(label=_("Title"), max_length=120)
    summary = forms.CharField(label=_("In one sentence"), max_length=400)
    about = forms.CharField(
        label=_("About this course"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A paragraph or two, in Markdown."),
    )
    outcomes = forms.CharField(
        label=_("What you will be able to do"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line."),
    )
    subject = forms.ChoiceField(label=_("Subject"), choices=SUBJECTS)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(languages.NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    hours = forms.FloatField(label=_("Hours it takes"), min_value=0.1, max_value=2000)
    age_from = forms.IntegerField(label=_("From the age of"), required=False, min_value=3, max_value=120)
    age_to = forms.IntegerField(label=_("To the age of"), required=False, min_value=3, max_value=120)
    authors = forms.CharField(
        label=_("Authors"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One on each line.")
    )
    licence = forms.CharField(
        label=_("Licence"), max_length=64, help_text=_("As SPDX names it, such as CC-BY-4.0."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    skills = forms.CharField(
        label=_("Skills"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr"}),
        help_text=_("One on each line: a key, then its name, such as: python.print = Printing text"),
    )
    audience = forms.ChoiceField(label=_("Who may see it"), choices=Course.Audience.choices, required=False)


class CollaboratorForm(StyledForm):
    username = forms.CharField(label=_("Username"), max_length=150, widget=forms.TextInput(attrs={"dir": "ltr"}))
    role = forms.ChoiceField(label=_("May"), choices=Collaborator.Role.choices)


class MediumForm(StyledForm):
    """A picture or sound with its words: nobody can leave them out."""

    file = forms.FileField(
        label=_("Picture or sound"), help_text=_("svg, png, jpg, webp, avif, mp3, ogg or m4a; at most 20 MB.")
    )
    words = forms.CharField(
        label=_("What it shows or says, in words"),
        max_length=1000,
        help_text=_("For those who cannot see or hear it. Required."),
    )
    caption = forms.CharField(label=_("Caption (if you like)"), required=False, max_length=300)


class NoteForm(StyledForm):
    note = forms.CharField(
        label=_("Note for the reviewer (if you like)"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommentForm(StyledForm):
    text = forms.CharField(label=_("Your comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    once = OnceField()


class BankSearchForm(StyledForm):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind of question"), required=False)
    skill = forms.CharField(
        label=_("Skill"), required=False, max_length=64, widget=forms.TextInput(attrs={"dir": "ltr"})
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("All kinds")), *kinds]


def needs_review() -> bool:
    return bool(settings.PUBLISH_NEEDS_REVIEW)
