"""Reasons for help in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lyceum.teaching.helping import Reason, Why
from lyceum.ui.formats import isolated, number


@dataclass(frozen=True)
class Said:
    """A reason as a tag of one or two words, and as a sentence."""

    why: str
    tag: str
    sentence: str


def said(reason: Reason) -> Said:
    count, title = {"number": number(reason.count)}, {"title": isolated(reason.title)}
    if reason.why == Why.STUCK:
        words = ngettext(
            "%(title)s: %(number)s try without success", "%(title)s: %(number)s tries without success", reason.count
        )
        return Said(reason.why, _("Stuck"), words % {**title, **count})
    if reason.why == Why.OVERDUE:
        if reason.count == 0:
            return Said(reason.why, _("Overdue"), _("%(title)s was due today") % title)
        words = ngettext("%(title)s: due %(number)s day ago", "%(title)s: due %(number)s days ago", reason.count)
        return Said(reason.why, _("Overdue"), words % {**title, **count})
    if reason.why == Why.QUIET:
        words = ngettext("Not here for %(number)s day", "Not here for %(number)s days", reason.count)
        return Said(reason.why, _("Away"), words % count)
    if reason.why == Why.LOW:
        return Said(reason.why, _("Low mark"), _("%(title)s: %(number)s of 100") % {**title, **count})
    return Said(reason.why, _("Soon due"), _("%(title)s is due soon and not begun") % title)
