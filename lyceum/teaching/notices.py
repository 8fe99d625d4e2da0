"""What this app tells people about."""

from django.utils.translation import gettext_lazy as _

from lyceum.notices.api import register_kind


def register() -> None:
    given = _("Work that your educators give you")
    register_kind("teaching.given", label=given, sentence=_("%(school_class)s: new work, %(title)s."))
    register_kind(
        "teaching.given_due", label=_("Work with a date"),
        sentence=_("%(school_class)s: new work, %(title)s, due %(due_at)s."),
    )  # fmt: skip
    register_kind(
        "teaching.new_date", label=_("Dates that change"), sentence=_("%(title)s is now due %(due_at)s."), mail="now"
    )
    register_kind("teaching.marks_shown", label=_("Marks"), sentence=_("Your marks for %(title)s can be read."))
