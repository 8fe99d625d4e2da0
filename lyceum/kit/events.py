"""Events: facts that lower apps announce and higher apps act on, delivered at least once."""

import dataclasses
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, TypeVar

from django.db import transaction

from lyceum.kit import clock
from lyceum.kit.models import PendingEvent

log = logging.getLogger(__name__)
MAX_FAILURES = 20
LEFT_BEHIND = timedelta(seconds=10)


class Event:
    """Base of all events; a subclass is a frozen dataclass of plain JSON values with a versioned wire name."""

    wire_name: ClassVar[str]
    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Event.registry[cls.wire_name] = cls


E = TypeVar("E", bound=Event)
_receivers: dict[str, list[Callable[[Any], None]]] = defaultdict(list)


def receiver(event: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Run the function on each such event. It may run twice for one event: the second time must change nothing."""

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        if function not in _receivers[event.wire_name]:
            _receivers[event.wire_name].append(function)
        return function

    return register


def announce(event: Event) -> None:
    """Deliver `event` once the transaction is committed, and again later if that delivery was cut off."""
    if not _receivers[event.wire_name]:
        return
    pending = PendingEvent.objects.create(name=event.wire_name, payload=dataclasses.asdict(event))  # type: ignore[call-overload]
    transaction.on_commit(partial(_deliver, pending), robust=True)


def deliver_leftovers() -> int:
    """Deliver what a killed process left behind; how many were delivered."""
    left = PendingEvent.objects.filter(clock.apart("announced_at", LEFT_BEHIND), failures__lt=MAX_FAILURES)
    return sum(_deliver(pending) for pending in left.order_by("announced_at")[:500])


def _deliver(pending: PendingEvent) -> bool:
    event = Event.registry[pending.name](**pending.payload)
    try:
        with transaction.atomic():
            for function in _receivers[pending.name]:
                function(event)
            pending.delete()
    except Exception:
        log.exception("event %s %s was not taken", pending.name, pending.id)
        PendingEvent.objects.filter(pk=pending.pk).update(failures=pending.failures + 1)
        return False
    return True
