"""Codes that people read, type and print. Only a keyed hash of each is stored."""

import secrets

from django.utils.crypto import salted_hmac

#: Without letters and digits that are taken for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code(groups: int = 3, size: int = 4) -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(size)) for _ in range(groups))


def keyed_hash(code: str, purpose: str) -> str:
    """What is stored of a code; typed in capitals or with other dashes and spaces it is the same code."""
    plain = "".join(letter for letter in code.lower() if letter in ALPHABET)
    return salted_hmac(f"lyceum.people.{purpose}", plain, algorithm="sha256").hexdigest()
