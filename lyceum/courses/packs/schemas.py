"""Checks values against the published JSON Schemas and says on which line they differ."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from lyceum.courses.packs.errors import MESSAGES, Errors
from lyceum.courses.packs.yamlfiles import Document

FOLDER = Path(__file__).resolve().parent.parent / "schemas"
NAMES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))
BOUNDS = {
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
    "minItems", "maxItems", "minProperties", "maxProperties",
}  # fmt: skip


@cache
def schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file, as it is published."""
    content: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return content


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def fits(document: Document, name: str, errors: Errors) -> bool:
    """Whether the values have the form of the schema `name`; if not, `errors` says where and how they differ."""
    found = list(_validator(name).iter_errors(document.data))
    for error in found:
        _report(document, error, errors)
    return not found


def _report(document: Document, error: ValidationError, errors: Errors) -> None:
    at = tuple(error.absolute_path)
    place = {"at": ".".join(str(part) for part in at) or document.path.rsplit("/", 1)[-1]}
    keyword, expected = str(error.validator), error.validator_value
    if keyword == "additionalProperties":
        for key in _unknown_keys(error):
            errors.add(document.path, document.line(*at, key), "unknown_key", key=key)
    elif keyword == "required":
        for key in _missing_keys(error):
            errors.add(document.path, document.line(*at), "missing_key", key=key)
    elif keyword == "type" and f"not_{expected}" in MESSAGES:
        errors.add(document.path, document.line(*at), f"not_{expected}", **place)
    elif keyword in {"enum", "const"}:
        allowed = ", ".join(map(str, _listed(expected)))
        errors.add(document.path, document.line(*at), "wrong_choice", allowed=allowed, **place)
    elif keyword == "pattern":
        errors.add(document.path, document.line(*at, str(error.instance)), "wrong_form", **place)
    elif keyword in BOUNDS:
        errors.add(document.path, document.line(*at), "out_of_range", **place)
    else:
        errors.add(document.path, document.line(*at), "not_as_described", problem=error.message[:200], **place)


def _unknown_keys(error: ValidationError) -> Iterable[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    given: dict[str, Any] = error.instance  # type: ignore[assignment]  # the keyword speaks of objects only
    return [key for key in given if key not in known]


def _missing_keys(error: ValidationError) -> Iterable[str]:
    # jsonschema reports each missing key apart, and names it only in its sentence.
    return [key for key in _listed(error.validator_value) if error.message.startswith(repr(key))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
