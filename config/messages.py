"""`lyceum messages`: renews the catalogs from the source, and checks them."""

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import polib

from config.env import BASE_DIR

LOCALES = {"fr": "fr", "es": "es", "ru": "ru", "ar": "ar", "zh-Hans": "zh_Hans"}
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "zh-Hans": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{\w+\}")


def catalog_file(language: str) -> Path:
    return BASE_DIR / "locale" / LOCALES[language] / "LC_MESSAGES" / "django.po"


def extract() -> polib.POFile:
    """All texts marked in the source, in English, with the comments for translators."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("lyceum", "config"):
            (copy / name).symlink_to(BASE_DIR / name)
        (copy / "locale").mkdir()
        command = [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "--locale",
            "en",
            "--symlinks",
            "--no-location",
            "--no-wrap",
            "--keep-pot",
            "--verbosity",
            "0",
        ]
        subprocess.run(command, cwd=copy, check=True, env={"PATH": _path(), "PYTHONPATH": str(BASE_DIR)})  # noqa: S603
        return polib.pofile(str(copy / "locale" / "en" / "LC_MESSAGES" / "django.po"), wrapwidth=0)


def _path() -> str:
    return f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"


def renew(language: str, source: polib.POFile) -> None:
    """Bring one catalog up to date: new texts come in empty, gone ones go, translations stay."""
    file = catalog_file(language)
    old = {_key(entry): entry for entry in (polib.pofile(str(file)) if file.exists() else [])}
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for entry in sorted(source, key=_key):
        known = old.get(_key(entry))
        forms = int(PLURALS[language][9])
        fresh.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgctxt=entry.msgctxt,
                msgid_plural=entry.msgid_plural,
                comment=entry.comment,
                msgstr="" if entry.msgid_plural or known is None else known.msgstr,
                msgstr_plural={n: (known.msgstr_plural.get(n, "") if known else "") for n in range(forms)}
                if entry.msgid_plural
                else {},
                flags=[flag for flag in entry.flags if flag != "fuzzy"],
            )
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(file))


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgid, entry.msgctxt or "")


def faults(language: str, source: polib.POFile) -> list[str]:
    """What is missing, stale or malformed in one catalog, one line each."""
    file = catalog_file(language)
    if not file.exists():
        return [f"{language}: there is no catalog"]
    catalog = polib.pofile(str(file))
    known, wanted = {_key(entry) for entry in catalog}, {_key(entry) for entry in source}
    found = [f"{language}: missing: {key[0][:80]!r}" for key in sorted(wanted - known)]
    found += [f"{language}: stale: {key[0][:80]!r}" for key in sorted(known - wanted)]
    for entry in catalog:
        found += [f"{language}: {fault}: {entry.msgid[:80]!r}" for fault in _entry_faults(entry)]
    return found


def _entry_faults(entry: polib.POEntry) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts):
        return ["not translated"]
    if entry.fuzzy:
        return ["fuzzy"]
    wanted = _placeholders(entry.msgid_plural or entry.msgid)
    # A form for one or two may leave the number out ("one day"), never add a placeholder.
    broken = [
        text
        for text in texts
        if _placeholders(text) - wanted or (not entry.msgid_plural and _placeholders(text) != wanted)
    ]
    return ["placeholders differ"] if broken else []


def _placeholders(text: str) -> Counter[str]:
    return Counter(match.group(0) for match in PLACEHOLDER.finditer(text))


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="lyceum messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a catalog is not complete")
    check = parser.parse_args(arguments).check
    source = extract()
    found: list[str] = []
    for language in LOCALES:
        if not check:
            renew(language, source)
        found += faults(language, source)
    print("\n".join(found) or f"{len(source)} texts, complete in {len(LOCALES)} languages besides English")  # noqa: T201
    sys.exit(1 if found else 0)
