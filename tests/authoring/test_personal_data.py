"""Leaving takes one's words along and one's name away; the course stays."""

from lyceum.authoring import personal_data
from lyceum.authoring.models import Collaborator, WorkingCopy
from lyceum.kit import clock
from lyceum.people.models import Profile


def test_the_name_goes_and_the_work_stays(learner: Profile) -> None:
    copy = WorkingCopy.objects.create(slug="lakes", created_by=learner, created_at=clock.now(), changed_at=clock.now())
    Collaborator.objects.create(copy=copy, profile=learner, role=Collaborator.Role.values[0], since=clock.now())
    pieces = dict(personal_data.export(learner))
    assert pieces["working_copies.json"] == [{"copy__slug": "lakes", "role": Collaborator.Role.values[0]}]
    personal_data.erase(learner)
    personal_data.erase(learner)
    copy.refresh_from_db()
    assert copy.created_by is None
    assert not Collaborator.objects.exists()
