import uuid

from django import forms
from django.http import HttpRequest

from lyceum.ui.forms import OnceField


class ProgramForm(forms.Form):
    """What an exercise page posts: a program and what to do with it. Bounds are the services'; here only shapes."""

    do = forms.CharField(max_length=16)
    language = forms.CharField(max_length=16)
    source = forms.CharField(required=False, strip=False)
    own_input = forms.CharField(required=False, strip=False)
    once = OnceField()

    def clean_once(self) -> uuid.UUID:
        return self.cleaned_data["once"] or uuid.uuid4()

    @classmethod
    def of(cls, request: HttpRequest) -> "ProgramForm":
        return cls(request.POST)
