"""Accounts, institutions, classes and guardians of the demonstration."""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import translation

from lyceum.kit import clock
from lyceum.people import api as people
from lyceum.site.demo.script import Group, House, Script, Worker, key_of

#: Below this age an account of the demonstration begins closed, and a guardian opens it.
CHILD = 16


def actor_of(username: str) -> people.Actor:
    """Anew each time: an actor reads its roles once."""
    profile = people.Profile.objects.select_related("account").get(account__username=username)
    return people.Actor(profile.account, profile)


class Cast:
    """Each method makes what is not there yet; after a cut the next run goes on."""

    def __init__(self, script: Script, passwords: dict[str, str]) -> None:
        self.script = script
        self.passwords = passwords
        self.houses: dict[str, people.Institution] = {}

    def make(self) -> None:
        operator = self.script.operator
        self.account(operator["username"], operator["name"], age=40, language="en", is_staff=True)
        for house in self.script.institutions:
            self.institution(house)
        for worker in self.script.staff:
            self.worker(worker)
        for group in self.script.classes:
            self.group(group)

    @transaction.atomic
    def account(self, username: str, name: str, *, age: int, language: str, is_staff: bool = False) -> None:
        if people.Account.objects.filter(username=username).exists():
            return
        account = people.Account(username=username, is_staff=is_staff)
        account.password = make_password(self.passwords[username])
        account.save()
        with translation.override(language):
            year = clock.now().year - age
            people.open_account(account=account, guest=None, name=name, birth_year=year, closed=age < CHILD)

    def institution(self, house: House) -> None:
        self.houses[house.key] = people.create_institution(
            actor=actor_of(self.script.operator["username"]),
            name=house.name,
            kind=house.kind,
            country=house.country,
            languages=house.languages,
            parent=self.houses.get(house.parent),
            once=key_of("institution", house.key),
        )

    def worker(self, worker: Worker) -> None:
        self.account(worker.username, worker.name, age=38, language=worker.language)
        operator, house = actor_of(self.script.operator["username"]), self.houses[worker.institution]
        for role in worker.roles:
            people.give_role(actor=operator, institution=house, login=worker.username, role=role)

    def group(self, group: Group) -> None:
        educator = actor_of(group.educator)
        made = people.create_class(
            actor=educator,
            institution=self.houses[group.institution],
            name=group.name,
            once=key_of("class", group.key),
        )
        for number, name in enumerate(group.learners):
            self.account(group.username(number), name, age=group.age, language=group.language)
        for number, name in enumerate(group.guardians):
            self.guardian(group, number, name)
        self.join(group, made)

    def guardian(self, group: Group, number: int, name: str) -> None:
        """An adult who takes the child on by its invitation and agrees to an account."""
        self.account(group.guardian_username(number), name, age=41, language=group.language)
        adult, child = actor_of(group.guardian_username(number)), actor_of(group.username(number))
        assert child.profile is not None
        if people.is_guardian_of(adult, child.profile):
            return
        with transaction.atomic():
            code = people.invite_guardian(actor=child, child=child.profile)
            people.take_on(actor=adult, code=code, purposes=["account", "mail"], language=group.language)

    def join(self, group: Group, made: people.SchoolClass) -> None:
        waiting = [
            name
            for number in range(len(group.learners))
            if not made.members.filter(profile__account__username=(name := group.username(number))).exists()
        ]
        if waiting:
            code = people.renew_join_code(actor=actor_of(group.educator), school_class=made).join_code
            for name in waiting:
                people.join(actor=actor_of(name), code=code)
