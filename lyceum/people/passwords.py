"""How easily a password is guessed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

#: Of 0 to 4; below it some ten million guesses are enough.
LEAST = 2
#: Longer ones are not guessed, and take long to look at.
LOOKED_AT = 72


class GuessValidator:
    """Refuses what is guessed from words, names, keyboards and what is known of the person; asks for no kind of sign."""

    def validate(self, password: str, user: Any = None) -> None:
        known = [value for value in (getattr(user, "username", ""), getattr(user, "email", "")) if value]
        if password and zxcvbn(password[:LOOKED_AT], user_inputs=known)["score"] < LEAST:
            raise ValidationError(
                _("This password is easily guessed. Take three or four words that do not belong together."),
                code="password_guessed",
            )

    def get_help_text(self) -> str:
        return _("Not a password that is easily guessed.")
