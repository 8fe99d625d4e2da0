"""How forms are drawn, and what each of them shares."""

import uuid

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"


class OnceField(forms.UUIDField):
    """A hidden key that makes repeating a post harmless: the same key is the same deed."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4, required=False)
