"""The catalogs: complete, fresh and well-formed in every language."""

import shutil

import pytest

from config import messages


@pytest.fixture(scope="module")
def source() -> "messages.polib.POFile":
    if shutil.which("xgettext") is None:
        pytest.fail("xgettext is missing: install the package gettext")
    return messages.extract()


def test_the_source_has_texts(source: "messages.polib.POFile") -> None:
    assert len(source) > 100


@pytest.mark.parametrize("language", sorted(messages.LOCALES))
def test_catalog_is_complete_and_well_formed(language: str, source: "messages.polib.POFile") -> None:
    assert messages.faults(language, source) == []


def test_a_broken_catalog_is_noticed(source: "messages.polib.POFile") -> None:
    entry = messages.polib.POEntry(msgid="%(done)s of %(total)s", msgstr="%(done)s / %(totale)s")
    assert messages._entry_faults(entry) == ["placeholders differ"]
    assert messages._entry_faults(messages.polib.POEntry(msgid="Save", msgstr="")) == ["not translated"]
