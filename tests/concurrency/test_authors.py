"""Many authors at one text at the same moment: no change is lost, no number given twice."""

import pytest

from lyceum.authoring.models import FileRevision, WorkingCopy
from lyceum.authoring.services import copies
from lyceum.authoring.services.activities import save_activity
from lyceum.authoring.services.files import Clashed, Written, tree_of
from lyceum.people.actors import Actor
from lyceum.people.models import Institution, Membership
from tests.concurrency.test_races import at_once
from tests.conftest import make_member
from tests.courses.factories import changed, pack_files, write_zip

pytestmark = pytest.mark.django_db(transaction=True)
AUTHORS = 8
HELLO = "units/01-start/hello/en.md"


@pytest.fixture
def copy(tmp_path: object) -> WorkingCopy:
    school = Institution.objects.create(slug="s", name="S", kind="school", country="KE", path="/")
    Institution.objects.filter(pk=school.pk).update(path=f"/{school.pk}/")
    school.refresh_from_db()
    author = make_member("ada")
    Membership.objects.create(institution=school, profile=author, role="author")
    lines = "\n\n".join(f"Paragraph {number}." for number in range(AUTHORS))
    files = changed(pack_files(), HELLO, f"---\ntitle: Hello\n---\n{lines}\n")
    source = write_zip(tmp_path / "t.zip", files)  # type: ignore[operator]
    return copies.import_zip(actor=Actor(author.account, author), source=source, institution=school)


def test_each_changes_a_paragraph_of_the_same_text(copy: WorkingCopy) -> None:
    author = copy.collaborators.get().profile
    actor, tree = Actor(author.account, author), tree_of(copy)
    seen = {"en.md": tree.revision(HELLO), "activity.yaml": tree.revision("units/01-start/hello/activity.yaml")}
    body = tree.page(HELLO).body

    def change(number: int) -> Written | Clashed:
        mine = body.replace(f"Paragraph {number}.", f"Changed {number}.")
        posted = {"title": ["Hello"], "minutes": ["4"], "skills": ["tiny.read"], "body": [mine], "do": ["save"]}
        try:
            return save_activity(actor=actor, copy=copy, key="hello", posted=posted, seen=seen)
        except Clashed as clashed:
            return clashed

    results = at_once([lambda number=number: change(number) for number in range(AUTHORS)])
    text = tree_of(copy).text(HELLO)
    for number, result in enumerate(results):
        kept = f"Changed {number}." in text
        # Who was told that it is saved finds it there; who was not has both texts at hand.
        assert kept == isinstance(result, Written), (number, result)
        if isinstance(result, Clashed):
            assert f"Changed {number}." in result.clashes[0].mine
    assert sum(isinstance(result, Written) for result in results) >= 2
    numbers = list(
        FileRevision.objects.filter(copy=copy, path=HELLO).order_by("revision").values_list("revision", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
