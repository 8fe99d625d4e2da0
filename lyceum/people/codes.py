"""Codes that people read, type and print. Only a keyed hash of each is stored."""

import secrets

from django.utils.crypto import salted_hmac

#: Without letters and digits that are taken for one another.
SAFE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code(groups: int = 3, size: int = 4) -> str:
    return "-".join("".join(secrets.choice(SAFE_LETTERS) for _ in range(size)) for _ in range(groups))


def hashed(code: str) -> str:
    """What is kept of a code: of no use to who reads the database."""
    return salted_hmac("lyceum.people.code", code.strip().lower(), algorithm="sha256").hexdigest()
