"""Answering surveys, and closing them for a class."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lyceum.courses import surveys
from lyceum.courses.models import Activity, ClosedSurvey, SurveyAnswer
from lyceum.courses.policies import can_see
from lyceum.courses.selectors import survey_answers_in
from lyceum.courses.services import learning
from lyceum.kit import audit, clock
from lyceum.people.api import Actor, Profile, SchoolClass, can_teach, require


class SurveyIsClosed(Exception):
    """The class's educator has closed it; what was answered before stays."""


def is_closed_for(profile: Profile, activity: Activity) -> bool:
    """Whether a class in which the person learns now has closed it."""
    learns = profile.class_memberships.filter(part="learner", left_at=None).values("school_class")
    return ClosedSurvey.objects.filter(activity=activity, school_class__in=learns).exists()


@transaction.atomic
def answer_survey(*, actor: Actor, activity: Activity, answers: Mapping[str, Any]) -> SurveyAnswer:
    """Keep the answers, in place of those given before; having answered finishes the survey. Raises SurveyIsClosed."""
    require(actor.profile is not None and can_see(actor, activity.course))
    assert actor.profile is not None
    profile = Profile.objects.select_for_update().get(pk=actor.profile.pk)
    if is_closed_for(profile, activity):
        raise SurveyIsClosed
    row, _is_new = SurveyAnswer.objects.update_or_create(
        profile=profile, activity=activity, defaults={"answers": dict(answers), "sent_at": clock.now()}
    )
    audit.record(actor, "courses.answer_survey", activity)
    learning.finish(actor=actor, activity=activity)
    return row


@transaction.atomic
def close_survey(*, actor: Actor, activity: Activity, school_class: SchoolClass) -> ClosedSurvey:
    """Take no more answers from the learners of a class, for good.

    What they come to is counted now and kept: were it counted each time anew, taking somebody out of the class
    would tell what they answered.
    """
    require(can_teach(actor, school_class) and can_see(actor, activity.course))
    sent = [row.answers for row in survey_answers_in(school_class, activity)]
    is_enough = len(sent) >= surveys.SMALL or not activity.data.get("anonymous", False)
    values = {
        "closed_at": clock.now(),
        "closed_by": actor.profile,
        "answered": len(sent),
        "tallies": surveys.frozen(surveys.tally(activity.data, sent)) if is_enough else [],
    }
    row, is_new = ClosedSurvey.objects.get_or_create(activity=activity, school_class=school_class, defaults=values)
    if is_new:
        audit.record(actor, "courses.close_survey", activity, school_class=school_class.pk)
    return row


@transaction.atomic
def merge_answers(*, source_id: int, target_id: int) -> None:
    """A guest's answers go to the account, where it has none of its own."""
    mine = SurveyAnswer.objects.filter(profile_id=target_id).values("activity")
    SurveyAnswer.objects.filter(profile_id=source_id).exclude(activity__in=mine).update(profile_id=target_id)
    SurveyAnswer.objects.filter(profile_id=source_id).delete()
