from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class ProfileMerged(Event):
    """What the guest `source_id` did now belongs to `target_id`: move it, keeping the better of two."""

    wire_name = "lyceum.people.profile_merged.v1"
    source_id: int
    target_id: int
