from lyceum.coding.events import SubmissionJudged
from lyceum.courses.models import Activity
from lyceum.courses.services import exams, learning, surveys
from lyceum.kit.events import receiver
from lyceum.people.api import Actor, Profile
from lyceum.people.events import ProfileMerged
from lyceum.talk.events import Contributed
from lyceum.works.events import WorkHandedIn, WorkMarked


@receiver(SubmissionJudged)
def record_verdict(event: SubmissionJudged) -> None:
    """An accepted program finishes the exercise in every course that has it; any other counts as a try."""
    is_accepted = event.verdict == "accepted"
    _advance(event.profile_id, 1.0 if is_accepted else event.score, is_done=is_accepted, problem_id=event.problem_id)


@receiver(WorkHandedIn)
def record_hand_in(event: WorkHandedIn) -> None:
    """Work that waits for its mark counts as a try."""
    _advance(event.profile_id, 0.0, is_done=False, assignment_id=event.assignment_id)


@receiver(WorkMarked)
def record_mark(event: WorkMarked) -> None:
    """A mark that passes finishes the assignment in every course that has it; the best mark is the score."""
    _advance(event.profile_id, event.share, is_done=event.passed, assignment_id=event.assignment_id)


@receiver(Contributed)
def record_contribution(event: Contributed) -> None:
    """Enough posts that the class can read finish the discussion; fewer count as a try."""
    _advance(event.profile_id, 1.0 if event.is_enough else 0.0, is_done=event.is_enough, topic_id=event.topic_id)


def _advance(profile_id: int, score: float, *, is_done: bool, **which: int) -> None:
    profile = Profile.objects.filter(pk=profile_id).select_related("account", "merged_into__account").first()
    if profile is None:
        return
    # Judged after the guest signed in: it belongs to the account's profile.
    profile = profile.merged_into or profile
    actor = Actor(profile.account, profile)
    record = learning.finish if is_done else learning.attempt
    for activity in Activity.objects.filter(**which).select_related("course"):
        record(actor=actor, activity=activity, score=score)


@receiver(ProfileMerged)
def move_learning(event: ProfileMerged) -> None:
    exams.merge_sittings(source_id=event.source_id, target_id=event.target_id)
    surveys.merge_answers(source_id=event.source_id, target_id=event.target_id)
    learning.merge_profiles(source_id=event.source_id, target_id=event.target_id)
