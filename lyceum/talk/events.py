from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class Contributed(Event):
    """What somebody wrote on a topic can be read by the class; `is_enough` is whether all that is needed is there now."""

    wire_name = "lyceum.talk.contributed.v1"
    profile_id: int
    topic_id: int
    is_enough: bool
