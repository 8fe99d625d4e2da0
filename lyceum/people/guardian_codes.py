"""Codes by which a guardian takes a child on."""

from lyceum.people.codes import SAFE_LETTERS, hashed, new_code

__all__ = ["keyed_hash", "new_code"]


def keyed_hash(code: str) -> str:
    """What is stored of a code; typed in capitals or with other dashes and spaces it is the same code."""
    return hashed("".join(letter for letter in code.lower() if letter in SAFE_LETTERS))
