"""The judge runs an exercise's own programs, and its author reads the table."""

import pytest
from django.test import Client

from lyceum.authoring.models import Verification, WorkingCopy
from lyceum.authoring.tasks import verify_exercise
from tests.authoring.forms import post_form, words


@pytest.mark.judge
def test_programs_are_held_against_the_tests(author_client: Client, tiny: WorkingCopy) -> None:
    url = f"/en/authoring/{tiny.uuid}/steps/sum/"
    post_form(author_client, url, do="verify")
    post_form(author_client, url, do="verify")
    row = Verification.objects.get()
    verify_exercise.call(row.pk)
    verify_exercise.call(row.pk)
    row.refresh_from_db()
    assert row.state == "done"
    found = {line["what"]: line["ok"] for line in row.rows}
    assert found["submissions/accepted/a.py"] is True
    assert found["submissions/wrong_answer/b.py"] is True
    page = words(author_client.get(url).content)
    assert "What the judge found" in page
    assert "submissions/wrong_answer/b.py" in page
    # Another text has not been judged.
    post_form(author_client, url, do="save", **{"program.submissions/wrong_answer/b.py": "print(8)\n"})
    assert "What the judge found" not in words(author_client.get(url).content)


def test_files_that_changed_meanwhile_are_not_judged(author_client: Client, tiny: WorkingCopy) -> None:
    url = f"/en/authoring/{tiny.uuid}/steps/sum/"
    post_form(author_client, url, do="verify")
    post_form(author_client, url, do="save", title="Another sum")
    row = Verification.objects.get()
    verify_exercise.call(row.pk)
    row.refresh_from_db()
    assert row.state == "failed"
