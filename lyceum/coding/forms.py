import uuid

from django import forms
from django.http import HttpRequest

from lyceum.ui.forms import OnceField


class ProgramForm(forms.Form):
    """What an exercise page posts: a program and what to do with it. Bounds are the services'; here only shapes."""

    do = forms.CharField(max_length=16)
    language = forms.CharField(max_length=16)
    # Plain fields: what is no text is refused by the service, in words of its own, and shown again.
    source = forms.Field(required=False)
    own_input = forms.Field(required=False)
    once = OnceField()

    def clean_source(self) -> str:
        return self.cleaned_data["source"] or ""

    def clean_own_input(self) -> str:
        return self.cleaned_data["own_input"] or ""

    def clean_once(self) -> uuid.UUID:
        return self.cleaned_data["once"] or uuid.uuid4()

    @classmethod
    def of(cls, request: HttpRequest) -> "ProgramForm":
        return cls(request.POST)
