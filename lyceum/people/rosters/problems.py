"""What is wrong with a roster, by file and line; kept as codes, so that each reader has it in their own words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lyceum.ui.formats import isolated

#: So many are kept one by one; of the rest only their number.
MOST_KEPT = 5000

WORDS: Mapping[str, Promise] = {
    "too_big": _("The file is larger than 50 MB. Send fewer classes at a time."),
    "bad_zip": _("This ZIP file cannot be opened. Make it again and send it once more."),
    "zip_bomb": _("Unpacked, the ZIP file is too large. Send the tables alone, without other files."),
    "no_table": _("There is no table that we know. Send users.csv, classes.csv and enrollments.csv, or one table with the columns class and name."),
    "encoding": _("The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again."),
    "guessed": _("This file is not UTF-8. It was read as %(value)s: look whether the names below are right."),
    "broken_csv": _("This line is no well-formed CSV. Look for a quotation mark that is not closed."),
    "too_many_rows": _("The table has more than %(value)s lines. Send it in parts."),
    "no_column": _("The column “%(value)s” is missing."),
    "no_value": _("The column “%(value)s” is empty here."),
    "too_long": _("“%(value)s” is too long."),
    "twice": _("“%(value)s” stands here a second time."),
    "unknown_class": _("There is no class “%(value)s” in classes.csv."),
    "unknown_person": _("There is no person “%(value)s” in users.csv."),
    "bad_username": _("The username “%(value)s” has letters that usernames cannot have."),
    "username_taken": _("Somebody else has the username “%(value)s”. Leave it empty and we find a free one."),
    "two_classes": _("Two of your classes are called “%(value)s”. Rename one of them first."),
    "two_people": _("Two people called “%(value)s” are in this class. Add the column username to tell them apart."),
    "no_educator": _("“%(value)s” teaches here but has no account as an educator. Invite them by a link, then send the roster again."),
    "role_left_out": _("The role “%(value)s” is not taken over. Only learners and educators are."),
}  # fmt: skip
#: Good to know; they keep nobody from taking the roster over.
NOTICES = frozenset({"guessed", "no_educator", "role_left_out"})


@dataclass(frozen=True)
class Problem:
    code: str
    file: str = ""
    line: int = 0
    value: str = ""

    @property
    def is_notice(self) -> bool:
        return self.code in NOTICES

    @property
    def text(self) -> str:
        return str(WORDS[self.code]) % {"value": isolated(self.value)}


@dataclass
class Problems:
    """Collects them; of thousands all are counted and the first MOST_KEPT are kept."""

    kept: list[Problem] = field(default_factory=list)
    errors: int = 0
    notices: int = 0

    def add(self, code: str, file: str = "", line: int = 0, value: str = "") -> None:
        found = Problem(code, file, line, value[:80])
        if found.is_notice:
            self.notices += 1
        else:
            self.errors += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(found)

    def stored(self) -> list[dict[str, Any]]:
        return [asdict(problem) for problem in sorted(self.kept, key=lambda one: (one.is_notice, one.file, one.line))]


def restored(rows: list[dict[str, Any]]) -> list[Problem]:
    return [Problem(**row) for row in rows]
