from lyceum.kit.events import receiver
from lyceum.people.events import ProfileMerged
from lyceum.works.services import hand_ins


@receiver(ProfileMerged)
def take_over_works(event: ProfileMerged) -> None:
    hand_ins.merge_profiles(source_id=event.source_id, target_id=event.target_id)
