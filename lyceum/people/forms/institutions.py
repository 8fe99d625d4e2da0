"""Forms of institutions, classes and rosters."""

from typing import Any

from django import forms
from django.core.files.base import File
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from lyceum.kit import languages
from lyceum.people import class_codes
from lyceum.people.forms.accounts import styled
from lyceum.people.models import Institution, Role
from lyceum.people.rosters.tables import MOST_BYTES
from lyceum.people.selectors.institutions import countries
from lyceum.people.services.children import MOST_AT_ONCE
from lyceum.ui.formats import number
from lyceum.ui.forms import OnceField


class InstitutionForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the institution"), max_length=160, help_text=_("As it is written at its door.")
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=Institution.Kind.choices)
    country = forms.ChoiceField(label=_("Country"))
    languages = forms.MultipleChoiceField(
        label=_("Languages used there"),
        choices=list(languages.NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", pgettext_lazy("in a list of choices", "Choose")), *countries()]
        styled(self)

    def values(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in ("name", "kind", "country", "languages")}


class PersonForm(forms.Form):
    """Somebody who has an account."""

    login = forms.CharField(label=_("Username or e-mail"), max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "dir": "ltr"})
        styled(self)


class RoleForm(PersonForm):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDUCATOR)


class InvitationForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.EDUCATOR)


class ClassForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the class"), max_length=80, help_text=_("Such as 5b, or Python on Tuesdays.")
    )
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class ClassSettingsForm(ClassForm):
    shows_names = forms.BooleanField(
        label=_("Learners see each other’s names"),
        required=False,
        help_text=_("Without it they see only the educators. Educators always see everybody."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Eight digits. Spaces do not matter."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
        self.fields["code"].widget.attrs["class"] = "input short"

    def clean_code(self) -> str:
        return class_codes.typed(self.cleaned_data["code"])


class ChildrenForm(forms.Form):
    """Learners by name, one on each line."""

    names = forms.CharField(
        label=_("Names, one on each line"), max_length=6000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("First names are enough."), validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("How they sign in"),
        choices=[
            ("password", _("With a username and a password")),
            ("pictures", _("With three pictures, for small children")),
        ],
        initial="password",
        widget=forms.RadioSelect,
    )
    consented = forms.BooleanField(
        label=_("Everybody here is old enough, or their guardians agreed in writing"),
        required=False,
        help_text=_("If not, they can learn, but only you see them until a guardian agrees."),
    )
    once = OnceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def clean_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines() if line.strip()]
        long = next((name for name in names if len(name) > 60), None)
        if long is not None:
            raise forms.ValidationError(_("A name can have 60 letters. Shorten “%(name)s”."), params={"name": long})
        if len(names) > MOST_AT_ONCE:
            text = ngettext("At most %(most)s name at a time.", "At most %(most)s names at a time.", MOST_AT_ONCE)
            raise forms.ValidationError(text, params={"most": number(MOST_AT_ONCE)})
        return names


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files of one choice."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[File[bytes]]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files]


class RosterForm(forms.Form):
    roster = FilesField(
        label=_("Roster"),
        help_text=_(
            "A OneRoster ZIP or its CSV files, or one CSV table with the columns class and name. At most 50 MB."
        ),
        widget=ManyFiles(attrs={"accept": ".zip,.csv,.txt,.tsv"}),
        allow_empty_file=True,
    )
    consented = forms.BooleanField(
        label=_("Everybody here is old enough, or their guardians agreed in writing"),
        required=False,
        help_text=_("If not, they can learn, but only educators see them until a guardian agrees."),
    )
    once = OnceField()

    def clean_roster(self) -> list[File[bytes]]:
        files: list[File[bytes]] = self.cleaned_data["roster"]
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            raise forms.ValidationError(_("The files are larger than 50 MB. Send fewer classes at a time."))
        return files
