"""The registry of languages."""

from __future__ import annotations

from .base import CompileError, Executable, Fault, Language
from .cpp import Cpp
from .python import Python

__all__ = ["LANGUAGES", "CompileError", "Executable", "Fault", "Language", "by_extension"]

LANGUAGES: dict[str, Language] = {
    language.name: language for language in (Python(), Cpp("cpp", "C++20", "c++20"), Cpp("cpp17", "C++17", "c++17"))
}


def by_extension(file_name: str) -> Language | None:
    """Return the first language that a file's name belongs to."""
    return next((one for one in LANGUAGES.values() if file_name.lower().endswith(one.extensions)), None)
