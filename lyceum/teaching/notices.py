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
    register_kind("teaching.marked", label=_("Marks"), sentence=_("%(title)s is marked."))
    register_kind(
        "teaching.week", label=_("How your children learn"), mail="weekly",
        sentence=_("%(name)s last week – minutes of learning: %(minutes)s, steps done: %(steps)s, still to do: %(waiting)s."),
    )  # fmt: skip
    register_kind(
        "teaching.message", label=_("Messages to your classes"), mail="now",
        sentence=_("%(school_class)s: a message from %(name)s"),
    )  # fmt: skip
    register_kind(
        "teaching.message_copy", label=_("Messages to your children’s classes"), mail="now",
        sentence=_("%(school_class)s: a message to the class of your child from %(name)s"),
    )  # fmt: skip
    register_kind(
        "teaching.note", label=_("Notes by educators"), sentence=_("%(school_class)s: an educator wrote you a note.")
    )
    register_kind(
        "teaching.note_about", label=_("Notes about your children"),
        sentence=_("%(school_class)s: an educator wrote a note about %(name)s."),
    )  # fmt: skip
