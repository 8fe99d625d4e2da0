"""What earlier editions stored still works after it is restored here: `installations/` holds a backup made with each."""

from pathlib import Path

import pytest

from tests.backup.conftest import Site

KEPT = Path(__file__).parent / "installations"
EDITIONS = sorted({file.stem.rpartition("-")[0] for file in KEPT.glob("*.lyceum")})
LOOK = """
from django.test import Client
from lyceum.courses.models import Progress, QuizAttempt
from lyceum.coding.models import Submission
from lyceum.people.models import Account, Profile
amina = Profile.objects.get(name="Amina")
client = Client(HTTP_HOST="127.0.0.1")
assert client.login(username="amina", password="a good long password"), "the password still fits"
pages = ["/fr/my/", "/fr/my/results/", "/fr/courses/", "/fr/code/sum/", "/en/courses/tiny/"]
print([client.get(page).status_code for page in pages])
print(sorted(Progress.objects.values_list("profile__language", "state", "best_score")))
print(Submission.objects.get().profile == amina, Account.objects.get().email)
"""


def test_there_is_an_edition_to_upgrade_from() -> None:
    assert EDITIONS


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_earlier_installation_is_restored_and_works(site: Site, engine: str, edition: str) -> None:
    (site.data / "keys").mkdir(mode=0o700)
    (site.data / "keys" / "secret_key").write_text("only for this test")
    site.lyceum("restore", "--yes", str(KEPT / f"{edition}-{engine}.lyceum"))
    pages, progress, submission = site.shell(LOOK).splitlines()
    assert pages == "[200, 200, 200, 200, 200]"
    assert progress == "[('ar', 2, 0.5), ('fr', 3, 0.75), ('fr', 3, 0.75)]"
    assert submission == "True amina@example.org"
