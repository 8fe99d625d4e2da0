from lyceum.coding.events import SubmissionJudged
from lyceum.courses.models import Activity
from lyceum.courses.services import learning
from lyceum.kit.events import receiver
from lyceum.people.api import Actor, Profile
from lyceum.people.events import ProfileMerged


@receiver(SubmissionJudged)
def record_verdict(event: SubmissionJudged) -> None:
    """An accepted program finishes the exercise in every course that has it; any other counts as a try."""
    profile = Profile.objects.filter(pk=event.profile_id).select_related("account", "merged_into__account").first()
    if profile is None:
        return
    # Judged after the guest signed in: it belongs to the account's profile.
    profile = profile.merged_into or profile
    actor = Actor(profile.account, profile)
    is_accepted = event.verdict == "accepted"
    for activity in Activity.objects.filter(problem_id=event.problem_id).select_related("course"):
        if is_accepted:
            learning.finish(actor=actor, activity=activity)
        else:
            learning.attempt(actor=actor, activity=activity, score=event.score)


@receiver(ProfileMerged)
def move_learning(event: ProfileMerged) -> None:
    learning.merge_profiles(source_id=event.source_id, target_id=event.target_id)
