"""What a guardian agrees to, each for itself."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACCOUNT = "account"


@dataclass(frozen=True)
class Purpose:
    key: str
    title: Promise
    text: Promise
    is_required: bool = False


#: In the order in which they are asked. A key stays for ever: the ledger names it.
PURPOSES = (
    Purpose(
        ACCOUNT,
        _("Keep an account"),
        _("First name, year of birth, what was learned and made. Without this the account stays closed."),
        is_required=True,
    ),
    Purpose("mail", _("Write to the child"), _("Messages of educators and reminders, by e-mail if an address is given.")),
    Purpose("works", _("Show works"), _("Drawings, programs and texts that the child chooses appear in galleries.")),
    Purpose("discussions", _("Take part in discussions"), _("The child reads and writes in moderated discussions.")),
)  # fmt: skip
KEYS = frozenset(purpose.key for purpose in PURPOSES)
