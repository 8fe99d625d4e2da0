"""What people type: words and numbers of six languages, made comparable."""

import re
import unicodedata
from decimal import Decimal

#: The languages that write a comma before the decimals.
DECIMAL_COMMA = {"fr", "es", "ru"}
MAX_LENGTH = 200

# Vowel signs and the stretching line of Arabic; marks that only steer direction or breaking.
LEFT_OUT = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Telephones put these in by themselves.
QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')
MINUS = str.maketrans("−‐‑‒–—﹣－", "--------")

GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.])\d{3})(?:\1\d{3})*")
NUMBER = re.compile(r"([-+]?)(\d+(?:\.\d*)?|\.\d+)(?:(?:e|\*10\^|×10\^)([-+]?\d{1,3}))?", re.I)
SHAPE = re.compile(
    r"\s*([-+]?[\d.,٫٬'\s]*\d[\d.,٫٬']*(?:\s*(?:[eE]|[*×·]\s*10\s*\^)\s*[-+]?\d{1,3}(?![\d.,]))?)\s*(.*)", re.S
)
# Spaces stand between thousands only: "1 2" is two numbers.
SPACED_OUT = re.compile(r"\d\s+(?!\d{3}(?!\d))\d")


class NotANumber(Exception):
    """The text does not say one number."""


def words(text: str, *, ignore_case: bool = True) -> str:
    """The text as it is compared: compatible signs made one, spaces collapsed, Arabic vowel signs and quotes' shapes ignored."""
    text = LEFT_OUT.sub("", unicodedata.normalize("NFKC", text.translate(QUOTES)))
    text = " ".join(text.split())
    return unicodedata.normalize("NFKC", text.casefold()) if ignore_case else text


def number_and_unit(text: str, language: str) -> tuple[Decimal, str]:
    """The number that `text` says to a reader of `language`, and what stands after it.

    Digits of any script, spaces or marks between thousands and the decimal comma are understood; where a mark could be
    either, the reader's language decides. Raises NotANumber.
    """
    if len(text) > MAX_LENGTH:
        raise NotANumber(text[:MAX_LENGTH])
    shape = SHAPE.fullmatch(_latin(text))
    if shape is None:
        raise NotANumber(text)
    digits = re.sub(r"[\s'٬]", "", shape[1]).replace("·", "*").replace("٫", ".")
    number = NUMBER.fullmatch(_decimal_point(digits, language))
    if number is None or SPACED_OUT.search(shape[1]):
        raise NotANumber(text)
    value = Decimal(f"{number[1]}{number[2]}E{number[3] or 0}")
    return value, shape[2].strip()


def _latin(text: str) -> str:
    text = LEFT_OUT.sub("", text).translate(MINUS)
    text = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() and _is_decimal(sign) else sign
        for sign in text
    )
    return unicodedata.normalize("NFKC", text).strip()


def _is_decimal(sign: str) -> bool:
    return unicodedata.category(sign) == "Nd"


def _decimal_point(digits: str, language: str) -> str:
    """Marks between thousands taken out, and a point before the decimals."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        mark = "," if comma > point else "."
        whole, _, rest = digits.rpartition(mark)
        sign, whole = _sign(whole)
        if mark in whole or not GROUPED.fullmatch(whole):
            raise NotANumber(digits)
        return f"{sign}{re.sub('[,.]', '', whole)}.{rest}"
    sign, bare = _sign(digits)
    is_grouped = bool(GROUPED.fullmatch(bare))
    if bare.count(",") > 1 or bare.count(".") > 1 or ("," in bare and is_grouped and language not in DECIMAL_COMMA):
        if not is_grouped:
            raise NotANumber(digits)
        return sign + re.sub("[,.]", "", bare)
    return digits.replace(",", ".")


def _sign(digits: str) -> tuple[str, str]:
    return (digits[0], digits[1:]) if digits[:1] in {"-", "+"} else ("", digits)
