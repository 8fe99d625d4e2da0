from lyceum.coding.services.submissions import merge_profiles
from lyceum.kit.events import receiver
from lyceum.people.events import ProfileMerged


@receiver(ProfileMerged)
def move_programs(event: ProfileMerged) -> None:
    merge_profiles(source_id=event.source_id, target_id=event.target_id)
