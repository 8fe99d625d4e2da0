"""The tile generator gives the same bytes on every installation."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.ui.tile import SUBJECTS, tile


@pytest.mark.parametrize(
    ("name", "subject", "digest"),
    [
        ("course:rivers", "planet", "b40f45072943413f"),
        ("course:python1", "code", "acced1737cc46277"),
        ("contest:rivers-code-2026", "arts", "e10fcc91e7fa8b55"),
        ("资源:1", "lang", "f0907492b1478495"),
    ],
)
def test_known_tiles(name: str, subject: str, digest: str) -> None:
    assert hashlib.sha256(tile(name, subject).encode()).hexdigest()[:16] == digest


@given(st.text(), st.sampled_from(sorted(SUBJECTS)))
def test_every_tile_is_small_and_has_one_lit_shape(name: str, subject: str) -> None:
    drawn = tile(name, subject)
    assert len(drawn) < 600
    assert drawn.count("#f4b52c") == 1
