"""Why somebody needs help, and in which order."""

from datetime import UTC, datetime, timedelta

from lyceum.teaching.helping import Facts, Reason, Tried, Why, pressure, reasons

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def days(count: float) -> timedelta:
    return timedelta(days=count)


def test_nothing_is_wrong() -> None:
    facts = Facts([Tried("A", "a", 2)], [("Unit", NOW + days(5), False, False, None)], NOW)
    assert reasons(facts, NOW) == []


def test_each_reason_with_its_evidence_the_weightiest_first() -> None:
    works = [
        ("Late one", NOW - days(3), True, False, 0.2),
        ("Soon", NOW + days(1), False, False, None),
        ("Poor", NOW - days(9), True, True, 0.3),
    ]
    found = reasons(Facts([Tried("Loops", "loops", 4)], works, NOW - days(10)), NOW)
    assert found == [
        Reason(Why.STUCK, 4, "Loops", "loops"),
        Reason(Why.OVERDUE, 3, "Late one"),
        Reason(Why.QUIET, 10),
        Reason(Why.LOW, 30, "Poor"),
        Reason(Why.SOON, 0, "Soon"),
    ]
    assert pressure(found) == 15


def test_who_is_done_with_all_may_be_quiet() -> None:
    facts = Facts([], [("Unit", NOW - days(1), True, True, 1.0)], NOW - days(90))
    assert reasons(facts, NOW) == []
