"""Functions that put things right, run every so often by each worker; running one twice changes nothing."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)


@dataclass
class Sweep:
    name: str
    seconds: float
    function: Callable[[], object]
    due: float = field(default=0.0)


_sweeps: dict[str, Sweep] = {}


def register(name: str, seconds: float, function: Callable[[], object]) -> None:
    """Have each worker call `function` about every `seconds`; it must be harmless when several call it at once."""
    _sweeps[name] = Sweep(name, seconds, function)


def run_due() -> None:
    for sweep in _sweeps.values():
        if time.monotonic() >= sweep.due:
            sweep.due = time.monotonic() + sweep.seconds
            try:
                sweep.function()
            except Exception:
                log.exception("sweep %s failed; it is tried again", sweep.name)
