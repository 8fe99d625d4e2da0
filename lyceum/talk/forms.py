from django import forms
from django.utils.translation import gettext_lazy as _

from lyceum.talk.services.posts import MAX_TEXT
from lyceum.talk.wording import cleaned
from lyceum.ui.forms import OnceField


class PostForm(forms.Form):
    """A post, a reply, or a change of one."""

    once = OnceField()
    text = forms.CharField(
        label=_("What you want to say"),
        help_text=_("Plain text. Addresses that begin with https:// become links."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5, "dir": "auto"}),
        error_messages={"required": _("Write something first.")},
    )

    def clean_text(self) -> str:
        text = cleaned(self.cleaned_data["text"])
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text
