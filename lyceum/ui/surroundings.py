from dataclasses import dataclass, field


@dataclass(frozen=True)
class Surroundings:
    """Where an activity stands: what to show above it and where to go from it."""

    breadcrumb: list[tuple[str, str]] = field(default_factory=list)
    kicker: str = ""
    next_url: str = ""
    next_title: str = ""
    previous_url: str = ""
    language: str = ""
