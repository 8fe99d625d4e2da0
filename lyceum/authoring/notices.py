"""What authors and reviewers are told of."""

from django.utils.translation import gettext_lazy as _

from lyceum.notices.api import register_kind

ASKED, REVIEWED = "authoring.review_asked", "authoring.reviewed"


def register_kinds() -> None:
    register_kind(ASKED, label=_("A course waits for your review"), sentence=_("“%(title)s” waits for your review."))
    register_kind(REVIEWED, label=_("Your course was reviewed"), sentence=_("“%(title)s” was reviewed."))
