"""Peer review: who reads whose, calibration, the outcome, and that nobody learns a name."""

import pytest

from lyceum.people.api import NotAllowed
from lyceum.works.models import Assignment, HandIn, Mark, Review
from lyceum.works.services import marks, peers
from tests.conftest import sign_in
from tests.works.conftest import School, actor, hand_in, make_assignment

GOOD, POOR = {"idea": 4.0, "form": 1.0}, {"idea": 0.0, "form": 0.0}


@pytest.fixture
def assignment(db: None) -> Assignment:
    return make_assignment("essay", peer={"reviews": 2, "calibrate": 1})


def review(reviewer: object, assignment: Assignment, points: dict[str, float], comment: str = "") -> Review:
    taken = peers.take(actor=actor(reviewer), assignment=assignment)  # type: ignore[arg-type]
    return peers.send(actor=actor(reviewer), review=taken, points=points, comment=comment)  # type: ignore[arg-type]


def test_works_are_shared_out_evenly_and_never_ones_own(school: School, assignment: Assignment) -> None:
    for learner in school.learners:
        hand_in(learner, assignment, text=learner.name)
    for _round in range(2):
        for learner in school.learners:
            assert review(learner, assignment, GOOD).hand_in.profile != learner
    counts = [work.reviews.count() for work in HandIn.objects.all()]
    assert sum(counts) == 10
    assert min(counts) >= 1


def test_the_same_work_is_given_until_its_review_is_sent(school: School, assignment: Assignment) -> None:
    for learner in school.learners:
        hand_in(learner, assignment)
    first = peers.take(actor=actor(school.learners[0]), assignment=assignment)
    assert peers.take(actor=actor(school.learners[0]), assignment=assignment) == first


def test_without_ones_own_work_nothing_is_given(school: School, assignment: Assignment) -> None:
    hand_in(school.learners[0], assignment)
    with pytest.raises(NotAllowed):
        peers.take(actor=actor(school.learners[1]), assignment=assignment)


def test_strangers_to_the_class_get_nothing(school: School, assignment: Assignment) -> None:
    hand_in(school.learners[0], assignment)
    hand_in(school.foreign, assignment)
    with pytest.raises(peers.NothingToReview):
        peers.take(actor=actor(school.foreign), assignment=assignment)


def test_enough_reviews_make_the_mark(school: School, assignment: Assignment) -> None:
    work = hand_in(school.learners[0], assignment)
    for reviewer in school.learners[1:3]:
        row = hand_in(reviewer, assignment)
        HandIn.objects.filter(pk=row.pk).update(state=HandIn.State.MARKED)
    review(school.learners[1], assignment, GOOD)
    assert not Mark.objects.exists()
    sent = review(school.learners[2], assignment, {"idea": 2.0, "form": 1.0})
    assert peers.send(actor=actor(school.learners[2]), review=sent, points=POOR, comment="") == sent
    mark = Mark.objects.get(hand_in=work)
    assert (mark.source, mark.share) == ("peers", pytest.approx(0.8))


def test_who_rated_the_sample_badly_weighs_less_and_is_shown(school: School, assignment: Assignment) -> None:
    fair, unkind, author, sampled = school.learners[:4]
    sample = hand_in(sampled, assignment)
    marks.mark(actor=actor(school.educator), hand_in=sample, points=GOOD)
    peers.make_sample(actor=actor(school.educator), hand_in=sample)
    for reviewer in (fair, unkind):
        own = hand_in(reviewer, assignment)
        HandIn.objects.filter(pk=own.pk).update(state=HandIn.State.MARKED)
    work = hand_in(author, assignment)
    assert review(fair, assignment, GOOD).hand_in == sample
    assert review(unkind, assignment, POOR).hand_in == sample
    assert review(fair, assignment, GOOD).hand_in == work
    bad = review(unkind, assignment, POOR)
    assert Mark.objects.get(hand_in=work).share == 1
    bad.refresh_from_db()
    assert bad.is_outlier
    page = sign_in(school.educator).get(f"/en/works/{work.uuid}/").content.decode()
    assert "Far from the others" in page
    sign_in(school.educator).post(f"/en/works/{work.uuid}/reviews/{bad.pk}/drop/")
    assert not Review.objects.filter(pk=bad.pk).exists()


def test_an_educators_mark_stands_above_the_peers(school: School, assignment: Assignment) -> None:
    work = hand_in(school.learners[0], assignment)
    for reviewer in school.learners[1:3]:
        row = hand_in(reviewer, assignment)
        HandIn.objects.filter(pk=row.pk).update(state=HandIn.State.MARKED)
    taken = [peers.take(actor=actor(one), assignment=assignment) for one in school.learners[1:3]]
    marks.mark(actor=actor(school.educator), hand_in=work, points=GOOD)
    for reviewer, one in zip(school.learners[1:3], taken, strict=True):
        peers.send(actor=actor(reviewer), review=one, points=POOR, comment="")
    assert Mark.objects.filter(hand_in=work).first().share == 1  # type: ignore[union-attr]


def test_nobody_learns_a_name(school: School, assignment: Assignment) -> None:
    hand_in(school.learners[0], assignment, text="What I think")
    hand_in(school.learners[1], assignment)
    client = sign_in(school.learners[1])
    page = client.get(f"/en/works/{assignment.pk}/review/").content.decode()
    assert "What I think" in page
    assert school.learners[0].name not in page
    form = {"c-idea": "4", "c-form": "1", "comment": "Good", "work": str(Review.objects.get().hand_in.uuid)}
    assert client.post(f"/en/works/{assignment.pk}/review/", form).status_code == 302
    assert Review.objects.get().sent_at is not None
    assert client.post(f"/en/works/{assignment.pk}/review/", form).status_code in {200, 302}
    assert Review.objects.filter(sent_at__isnull=False).count() == 1


def test_a_work_under_review_is_not_replaced(school: School, assignment: Assignment) -> None:
    from lyceum.works.services.hand_ins import UnderReview

    hand_in(school.learners[0], assignment)
    hand_in(school.learners[1], assignment)
    peers.take(actor=actor(school.learners[1]), assignment=assignment)
    with pytest.raises(UnderReview):
        hand_in(school.learners[0], assignment)
