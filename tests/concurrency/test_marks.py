"""A table of marks is applied while somebody else writes a mark: never both unseen."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from lyceum.teaching.models import Entry
from lyceum.teaching.selectors.sheets import differences, fingerprint
from lyceum.teaching.services import entries, marksheets
from tests.teaching.conftest import School, actor, school  # noqa: F401
from tests.teaching.test_sheets import table, take_in


@pytest.mark.django_db(transaction=True)
def test_a_table_and_a_mark_at_once(school: School) -> None:  # noqa: F811
    given = school.give(activity=school.activity("check"))
    sheet = take_in(school, table(school, zulfiya="50"))
    seen = fingerprint(differences(sheet))
    start, outcomes = Barrier(2), list[str]()

    def apply() -> None:
        try:
            start.wait()
            marksheets.apply(actor=actor(school.educator), sheet=sheet, seen=seen)
            outcomes.append("applied")
        except marksheets.Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    def write() -> None:
        try:
            start.wait()
            entries.write(actor=actor(school.second), given=given, person=school.learners[0], kind="mark", share=0.9)
            outcomes.append("written")
        finally:
            connection.close()

    threads = [Thread(target=apply), Thread(target=write)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shares = list(Entry.objects.order_by("pk").values_list("share", flat=True))
    if "stale" in outcomes:
        assert shares == [0.9]
    else:
        assert sorted(outcomes) == ["applied", "written"]
        assert shares == [0.5, 0.9], "the mark came after what was shown, and counts"
