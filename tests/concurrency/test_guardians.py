"""A guardian's code used by many at once works once; yes and no at once leave a ledger that holds together."""

import pytest

from lyceum.people.models import Consent, Guardianship, Invitation, Profile
from lyceum.people.services import guardians as services
from tests.concurrency.test_races import at_once
from tests.people.families import ALL, make_adult, make_child, self_of, take_on

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_code_works_once_for_many_at_once() -> None:
    child = make_child()
    code = services.invite(actor=self_of(child), child=child)
    adults = [make_adult(f"adult{number}") for number in range(6)]

    def use(adult: Profile) -> bool:
        try:
            services.take_on(actor=self_of(adult), code=code, purposes=["account"], language="en")
        except services.InvitationVoid:
            return False
        return True

    answers = at_once([lambda adult=adult: use(adult) for adult in adults])  # type: ignore[misc]
    assert sorted(answers) == [False] * 5 + [True]
    assert Guardianship.objects.count() == Consent.objects.count() == 1
    assert Invitation.objects.get().used_at is not None


def test_yes_and_no_at_once_leave_what_the_ledger_says() -> None:
    child, adult = make_child(), make_adult()
    take_on(adult, child, *ALL)
    actor = self_of(adult)

    def agree() -> None:
        services.answer(actor=actor, child=child, purposes=ALL, language="en")

    def withdraw() -> None:
        services.withdraw(actor=actor, child=child, purpose="account")

    at_once([agree, withdraw] * 4)
    child.refresh_from_db()
    in_force = Consent.objects.filter(child=child, purpose="account", withdrawn_at=None).count()
    assert in_force in {0, 1}
    assert child.is_closed == (in_force == 0)
