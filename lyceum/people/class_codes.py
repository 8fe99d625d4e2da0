"""Codes of classes and invitations, and the usernames, passwords and pictures that go on sign-in cards."""

import secrets
import unicodedata

from lyceum.people import codes
from lyceum.people.models import PICTURES

#: Digits alone: said aloud in every language, found on every keyboard, and no letter looks like another.
CODE_LENGTH = 8
SECRET_PICTURES = 3
#: Short, known to children, friendly in all six languages; with a number they make a username that names nobody.
WORDS = (
    "ant", "bear", "bee", "bird", "cat", "cloud", "cow", "crab", "deer", "dove", "duck", "eagle", "elk", "fern",
    "finch", "fish", "fox", "frog", "goat", "heron", "horse", "kiwi", "lamb", "leaf", "lemon", "lion", "lotus", "mango",
    "moon", "mouse", "olive", "otter", "owl", "palm", "panda", "pear", "plum", "pony", "rain", "river", "robin", "rose",
    "seal", "sheep", "shell", "star", "stork", "sun", "swan", "tiger", "toad", "tree", "tulip", "whale", "wolf", "zebra",
)  # fmt: skip


def new_code() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))


def typed(text: str) -> str:
    """A code as it was typed, with spaces, hyphens or the digits of another script, as it is stored."""
    digits = (unicodedata.decimal(char, None) for char in text[:60])
    return "".join(str(digit) for digit in digits if digit is not None)


def spoken(code: str) -> str:
    """In two groups, as it is shown."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def new_password() -> str:
    return codes.new_code()


def new_link_code() -> str:
    """The secret part of an invitation's link, which can be read from paper as well."""
    return codes.new_code(groups=5)


def hashed(code: str) -> str:
    """What is kept of a link's code: of no use to who reads the database."""
    return codes.hashed(f"role-invitation:{code.strip()}")


def new_username() -> str:
    return f"{secrets.choice(WORDS)}{secrets.randbelow(900_000) + 100_000}"


def new_pictures() -> list[str]:
    """Three different pictures in an order."""
    return secrets.SystemRandom().sample(sorted(PICTURES), SECRET_PICTURES)
