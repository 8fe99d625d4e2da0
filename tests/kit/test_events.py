"""Events reach their receivers at least once, also when the process dies between commit and delivery."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from lyceum.kit import clock, events
from lyceum.kit.models import PendingEvent

seen: list[int] = []
broken = False


@dataclass(frozen=True)
class Happened(events.Event):
    wire_name = "tests.happened.v1"
    number: int


@events.receiver(Happened)
def take(event: Happened) -> None:
    if broken:
        raise RuntimeError("cannot take it now")
    seen.append(event.number)


@transaction.atomic
def fail_after_announcing() -> None:
    events.announce(Happened(number=1))
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _nothing_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    seen.clear()
    monkeypatch.setattr(f"{__name__}.broken", False)


@pytest.mark.django_db(transaction=True)
def test_an_event_is_delivered_after_commit() -> None:
    with transaction.atomic():
        events.announce(Happened(number=1))
        assert seen == []
    assert seen == [1]
    assert not PendingEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_failed_change_is_not_delivered() -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_announcing()
    assert seen == []
    assert not PendingEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_receiver_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.broken", True)
    with transaction.atomic():
        events.announce(Happened(number=2))
    assert seen == []
    monkeypatch.setattr(f"{__name__}.broken", False)
    PendingEvent.objects.update(announced_at=clock.now() - timedelta(minutes=1))
    assert events.deliver_leftovers() == 1
    assert seen == [2]


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_process_left_is_delivered() -> None:
    PendingEvent.objects.create(name=Happened.wire_name, payload={"number": 3})
    assert events.deliver_leftovers() == 0, "it may still be on its way"
    PendingEvent.objects.update(announced_at=clock.now() - timedelta(minutes=1))
    assert events.deliver_leftovers() == 1
    assert seen == [3]
