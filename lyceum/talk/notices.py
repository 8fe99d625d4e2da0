"""What this app tells people about."""

from django.utils.translation import gettext_lazy as _

from lyceum.notices.api import register_kind


def register() -> None:
    register_kind(
        "talk.reply", label=_("Replies to what you wrote"),
        sentence=_("%(school_class)s: somebody replied to you in %(title)s."),
    )  # fmt: skip
    register_kind(
        "talk.waiting", label=_("Posts that wait for you"),
        sentence=_("%(school_class)s: posts in %(title)s wait for your approval."),
    )  # fmt: skip
    register_kind(
        "talk.reported", label=_("Reported posts"), mail="now",
        sentence=_("%(school_class)s: somebody reported a post in %(title)s."),
    )  # fmt: skip
