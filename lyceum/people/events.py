from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class ProfileMerged(Event):
    """What the guest `source_id` did now belongs to `target_id`: move it, keeping the better of two."""

    wire_name = "lyceum.people.profile_merged.v1"
    source_id: int
    target_id: int


@dataclass(frozen=True)
class ProfileClosed(Event):
    """A guardian's consent has ended: whatever others see of this profile is to be hidden now."""

    wire_name = "lyceum.people.profile_closed.v1"
    profile_id: int


@dataclass(frozen=True)
class ProfileOpened(Event):
    """A guardian has consented, or the person has come of age: others may see this profile again."""

    wire_name = "lyceum.people.profile_opened.v1"
    profile_id: int
