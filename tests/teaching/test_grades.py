"""What marks come to, and what always holds for them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.teaching.grades import Cell, Standing, by_hand, from_activities, total

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(days=1)
shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("marks", "done", "due_at", "standing", "share"),
    [
        ([0, 0], 0, None, Standing.NOT_YET, None),
        ([0, 0], 0, LATER, Standing.NOT_YET, None),
        ([0, 0], 0, EARLIER, Standing.MISSING, 0),
        ([0.8, 0], 1, LATER, Standing.UNDERWAY, 0.8),
        ([0.8, 0], 1, EARLIER, Standing.UNDERWAY, 0.4),
        ([0.8, 1], 2, EARLIER, Standing.DONE, 0.9),
        ([], 0, EARLIER, Standing.MISSING, None),
    ],
)
def test_what_the_activities_say(
    marks: list[float], done: int, due_at: datetime | None, standing: Standing, share: float | None
) -> None:
    cell = from_activities(marks, done, due_at=due_at, now=NOW, last_done_at=None)
    assert (cell.standing, cell.share) == (standing, share if share is None else pytest.approx(share))


def test_done_after_its_date_is_late() -> None:
    assert from_activities([1], 1, due_at=EARLIER, now=NOW, last_done_at=NOW).is_late
    assert not from_activities([1], 1, due_at=LATER, now=NOW, last_done_at=NOW).is_late


def test_excused_counts_for_nothing_and_missing_for_zero() -> None:
    cells = {1: by_hand("mark", 0.8), 2: by_hand("excused", None), 3: by_hand("missing", None)}
    assert total(cells, {1: 1, 2: 5, 3: 1}) == pytest.approx(0.4)
    assert total({2: cells[2]}, {2: 1}) is None


def test_weight_none_is_practice() -> None:
    cells = {1: by_hand("mark", 0.8), 2: by_hand("mark", 0.0)}
    assert total(cells, {1: 2, 2: 0}) == pytest.approx(0.8)


@given(st.dictionaries(st.integers(0, 9), st.tuples(shares, st.floats(0.01, 100)), min_size=1))
def test_a_total_lies_between_its_marks(works: dict[int, tuple[float, float]]) -> None:
    cells = {work: Cell(Standing.DONE, share) for work, (share, _weight) in works.items()}
    outcome = total(cells, {work: weight for work, (_share, weight) in works.items()})
    assert outcome is not None
    assert min(s for s, _w in works.values()) - 1e-9 <= outcome <= max(s for s, _w in works.values()) + 1e-9


@given(st.lists(shares, min_size=1, max_size=9), st.data())
def test_one_better_activity_never_lowers_the_mark_of_what_is_over(marks: list[float], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(marks) - 1))
    better = [*marks[:place], min(1.0, marks[place] + 0.3), *marks[place + 1 :]]
    before = from_activities(marks, 0, due_at=EARLIER, now=NOW, last_done_at=None)
    after = from_activities(better, 0, due_at=EARLIER, now=NOW, last_done_at=None)
    assert (after.share or 0) >= (before.share or 0)
