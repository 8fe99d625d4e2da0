"""Fills an installation with a little of everything, for the upgrade tests.

Run by `manage.py shell` of the edition whose data is to be kept; then `lyceum backup` writes the file for `installations/`.
docs/how-to/back-up-and-upgrade.md tells when.
"""

import tempfile
import uuid
from pathlib import Path

from lyceum.coding.models import Problem, Submission
from lyceum.courses.models import Activity
from lyceum.courses.services import learning
from lyceum.people.api import Actor
from lyceum.people.models import Account, Profile
from tests.coding.problems import RIGHT, make_problem
from tests.courses.factories import import_files, pack_files

with tempfile.TemporaryDirectory() as folder:
    course = import_files(Path(folder), pack_files())
account = Account.objects.create_user(username="amina", password="a good long password", email="amina@example.org")
profile = Profile.objects.create(account=account, name="Amina", language="fr", birth_year=2000)
guest = Profile.objects.create(language="ar")


def actor(person: Profile) -> object:
    return Actor(account=person.account, profile=person)


for activity in Activity.objects.filter(course=course)[:2]:
    learning.finish(actor=actor(profile), activity=activity, score=0.75)
learning.attempt(actor=actor(guest), activity=Activity.objects.filter(course=course).last(), score=0.5)
make_problem()
Submission.objects.create(
    profile=profile, problem=Problem.objects.get(slug="sum"), once=uuid.uuid4(), language="python", source=RIGHT
)
