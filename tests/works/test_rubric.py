"""Points, lateness and what reviews come to: pure functions, and what always holds for them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.works import rubric

RULES = {"rubric": [{"id": "a", "levels": [0, 2, 4]}, {"id": "b", "levels": [0, 1]}]}
DUE = datetime(2026, 11, 20, 18, tzinfo=UTC)
shares = st.floats(0, 1)
weights = st.floats(0.2, 5)


def test_shares_of_a_rubric() -> None:
    assert rubric.points_of(RULES) == 5
    assert rubric.share_of(RULES, {"a": 2, "b": 1}) == 0.6


@pytest.mark.parametrize("points", [{}, {"a": 2}, {"a": 5, "b": 1}, {"a": -1, "b": 0}])
def test_points_outside_the_rubric_are_refused(points: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"^[ab]$"):
        rubric.share_of(RULES, points)


@pytest.mark.parametrize(("hours", "lost"), [(-5, 0), (0, 0), (1.9, 0), (2.1, 0.1), (26, 0.1), (26.5, 0.2), (500, 0.3)])
def test_lateness_by_days_begun_after_the_grace(hours: float, lost: float) -> None:
    rules = {"late": {"per_day": 0.1, "most": 0.3, "grace_hours": 2}}
    assert rubric.penalty(rules, DUE, DUE + timedelta(hours=hours)) == pytest.approx(lost)


def test_without_a_date_or_rules_nothing_is_late() -> None:
    assert rubric.penalty({}, DUE, DUE + timedelta(days=9)) == 0
    assert rubric.penalty({"late": {"per_day": 0.1}}, None, DUE) == 0
    assert not rubric.is_closed({"late": {"per_day": 0.1}}, DUE, DUE + timedelta(days=900))
    assert rubric.is_closed({"late": {"per_day": 0.1, "close_days": 7}}, DUE, DUE + timedelta(days=8))


@given(st.lists(st.tuples(shares, weights), min_size=1, max_size=9))
def test_reviews_come_to_something_between_them(reviews: list[tuple[float, float]]) -> None:
    outcome = rubric.together(reviews)
    assert min(share for share, _w in reviews) <= outcome <= max(share for share, _w in reviews)


@given(st.lists(shares, min_size=3, max_size=9), shares)
def test_one_unkind_reviewer_among_equals_does_not_leave_the_others_range(fair: list[float], unkind: float) -> None:
    outcome = rubric.together([(share, 1.0) for share in [*fair, unkind]])
    assert min(fair) <= outcome <= max(fair)


@given(st.lists(st.floats(-1, 1), max_size=6))
def test_weights_are_bounded(differences: list[float]) -> None:
    assert 0.2 <= rubric.reliability(differences) <= 5


def test_who_comes_closer_weighs_more() -> None:
    assert rubric.reliability([0.05]) > rubric.reliability([0.1]) > rubric.reliability([0.3])
    assert rubric.reliability([]) == 1


def test_far_reviews_are_told() -> None:
    assert rubric.outliers([0.8, 0.9, 0.2], 0.8) == [False, False, True]
