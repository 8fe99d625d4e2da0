"""Finds the programs of a Kattis package: validators and example submissions."""

from __future__ import annotations

from dataclasses import dataclass

from .folder import Folder
from .languages import LANGUAGES, Language, by_extension
from .model import Program, Verdict
from .package import Expectation, InputValidator, PackageError, Submission
from .yaml_lines import Document

_RUN_TIME = {Verdict.RUN_TIME_ERROR, Verdict.MEMORY_LIMIT, Verdict.OUTPUT_LIMIT}
_WRONG = {Verdict.WRONG_ANSWER, Verdict.PRESENTATION_ERROR, Verdict.OUTPUT_LIMIT}
_CODES = {"AC": {Verdict.ACCEPTED}, "WA": _WRONG, "TLE": {Verdict.TIME_LIMIT}, "RTE": _RUN_TIME}
_EVERY = "AC WA TLE RTE"
# folder: permitted, required
_DEFAULTS = {
    "accepted": ("AC", "AC"),
    "rejected": (_EVERY, "WA TLE RTE"),
    "wrong_answer": ("AC WA", "WA"),
    "time_limit_exceeded": ("AC TLE", "TLE"),
    "run_time_error": ("AC RTE", "RTE"),
    "brute_force": ("AC TLE RTE", "TLE RTE"),
}
_LEGACY = {
    "accepted": ("AC", "AC"),
    "wrong_answer": ("AC WA", "WA"),
    "time_limit_exceeded": ("AC WA TLE", "TLE"),
    "run_time_error": (_EVERY, "RTE"),
    "partially_accepted": (_EVERY, _EVERY),
}
_HEADERS = (".h", ".hh", ".hpp")


def _verdicts(codes: str) -> frozenset[Verdict]:
    return frozenset(verdict for code in codes.split() for verdict in _CODES[code])


def program_at(folder: Folder, path: str, *, wanted: Language | None = None) -> Program | None:
    """Return the program in a file or a folder, or None where no language here fits."""
    if path not in folder.files(path.rpartition("/")[0] or "."):
        return _program_in(folder, path)
    language = wanted or by_extension(path)
    if language is None:
        return None
    return Program(language.name, {language.main_file: folder.source(path)})


def _program_in(folder: Folder, path: str) -> Program | None:
    files = folder.files(path)
    names = {file.rsplit("/", 1)[-1]: file for file in files}
    if "build" in names or "run" in names:
        raise PackageError(folder.root / path, None, "unsupported", what="a program with its own build script")
    found = {language.name: language for name in names if (language := by_extension(name)) is not None}
    if len(found) != 1:
        return None
    language = next(iter(found.values()))
    main = _main_of(language, list(names))
    rest = [name for name in names if name != main and name.endswith((*language.extensions, *_HEADERS))]
    return Program(language.name, {name: folder.source(names[name]) for name in (main, *rest)})


def _main_of(language: Language, names: list[str]) -> str:
    """Choose the file that starts: `main`, else the first."""
    sources = [name for name in names if name.endswith(language.extensions)]
    for name in sources:
        if name.rsplit(".", 1)[0] in ("main", "__main__"):
            return name
    return sources[0]


def output_validator(folder: Folder, *, legacy: bool) -> Program | None:
    """Return the package's own output validator, or None if it has none."""
    home = "output_validators" if legacy else "output_validator"
    entries = [*folder.folders(home), *(file for file in folder.files(home) if by_extension(file))]
    if not legacy and any(by_extension(file) for file in folder.files(home)):
        entries = [home]
    if not entries:
        return None
    if len(entries) > 1:
        raise PackageError(folder.root / home, None, "validator_count", count=len(entries))
    program = program_at(folder, entries[0])
    if program is None:
        raise PackageError(folder.root / entries[0], None, "no_program")
    return program


def input_validators(folder: Folder) -> tuple[list[InputValidator], list[str]]:
    """Return the input validators that can be run, and a note on each that cannot."""
    found, notes = [], []
    for home in ("input_validators", "input_format_validators"):
        for path in (*folder.files(home), *folder.folders(home)):
            if path.endswith(_HEADERS):
                continue
            program = program_at(folder, path)
            if program is None:
                notes.append(f"{path}: no language here fits, not run")
            else:
                found.append(InputValidator(path, program))
    return found, notes


@dataclass(frozen=True)
class _Rules:
    """The expectations of one package, by folder or file."""

    permitted: dict[str, str]
    required: dict[str, str]
    score: dict[str, tuple[float, float]]


def submissions(folder: Folder, *, legacy: bool) -> tuple[list[Submission], list[str]]:
    """Return the example submissions with what they must get, and a note on each that is left aside."""
    rules = _rules(folder, legacy=legacy)
    found, notes = [], []
    for home in folder.folders("submissions"):
        name = home.rsplit("/", 1)[-1]
        if name not in rules.permitted:
            notes.append(f"{home}: not a folder with a known expectation, left aside")
            continue
        for path in (*folder.files(home), *folder.folders(home)):
            key = path.removeprefix("submissions/")
            expected = Expectation(
                permitted=_verdicts(rules.permitted.get(key, rules.permitted[name])),
                required=_verdicts(rules.required.get(key, rules.required[name])),
                score=rules.score.get(key, rules.score.get(name)),
                partial=legacy and name == "partially_accepted",
                whole=legacy,
            )
            found.append(Submission(path, program_at(folder, path), expected))
    return found, notes


def _rules(folder: Folder, *, legacy: bool) -> _Rules:
    table = _LEGACY if legacy else _DEFAULTS
    rules = _Rules({k: v[0] for k, v in table.items()}, {k: v[1] for k, v in table.items()}, {})
    file = "submissions/submissions.yaml"
    if legacy or not folder.has(file):
        return rules
    document = Document(folder.root / file, folder.read(file))
    for pattern in document.mapping(()):
        if any(sign in pattern for sign in "*{["):
            raise document.error((pattern,), "unsupported", what="a pattern of file names")
        _rule(document, pattern, rules)
    return rules


def _rule(document: Document, name: str, rules: _Rules) -> None:
    plain = {"permitted", "required", "score", "language", "entrypoint", "authors", "model_solution", "message"}
    row = document.mapping((name,), plain | {"use_for_time_limit"})
    base = name.partition("/")[0]
    for key, target in (("permitted", rules.permitted), ("required", rules.required)):
        codes = document.sequence((name, key)) or target.get(base, _EVERY).split()
        if not set(codes) <= set(_CODES):
            raise document.error((name, key), "wrong_value", key=key, known=_EVERY)
        target[name] = " ".join(codes)
    score = row.get("score")
    if isinstance(score, list):
        low, high = (document.number((name, "score", index), 0, 0, 1e12) for index in (0, 1))
        rules.score[name] = (low, high)
    elif score is not None:
        exact = document.number((name, "score"), 0, 0, 1e12)
        rules.score[name] = (exact, exact)


def known_languages(names: list[str]) -> tuple[str, ...]:
    """Return which of a package's languages are known here; all of them for `all`."""
    spelled = {"python3": "python", "python": "python", "cpp": "cpp"}
    if not names or names == ["all"]:
        return tuple(LANGUAGES)
    return tuple(dict.fromkeys(spelled[name] for name in names if name in spelled))
