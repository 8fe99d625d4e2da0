"""Signing in with an institution, against a real service on loopback."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from lyceum.people import sealing
from lyceum.people.models import Account, Institution, Membership, OpenIDIdentity, OpenIDProvider, Profile
from tests.conftest import make_member, sign_in
from tests.people.families import page
from tests.people.openid_service import CLIENT, SECRET, Service, serving

pytestmark = pytest.mark.django_db
START = "/en/account/sign-in/with/riverside/"


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def provider(service: Service) -> OpenIDProvider:
    school = Institution.objects.create(
        slug="riverside", name="Riverside School", kind="school", country="KE", path="/0/"
    )
    school.path = f"/{school.pk}/"
    school.save()
    return OpenIDProvider.objects.create(
        institution=school, issuer=service.url, client_id=CLIENT, secret_sealed=sealing.seal(SECRET),
        role_claim="groups", role_map={"staff": "educator"},
    )  # fmt: skip


def come(client: Client, service: Service) -> Any:
    back = service.authorize(client.post(START)["Location"])
    return client.get(back)


def test_somebody_new_gets_a_profile_and_belongs(provider: OpenIDProvider, service: Service) -> None:
    client = Client()
    text = client.get(START)
    assert "Riverside School" in text.content.decode()
    assert service.url in text["Content-Security-Policy"]
    assert come(client, service).status_code == 302
    profile = Profile.objects.get()
    assert (profile.name, profile.account.has_usable_password()) == ("Mina", False)  # type: ignore[union-attr]
    assert Membership.objects.get().role == "learner"
    assert "Mina" in page(client, "/en/my/")
    again = Client()
    come(again, service)
    assert Account.objects.count() == 1
    assert "Mina" in page(again, "/en/my/")


def test_a_claim_gives_a_role_but_none_over_others(provider: OpenIDProvider, service: Service) -> None:
    service.person["groups"] = ["staff", "pupils"]
    come(Client(), service)
    assert Membership.objects.get().role == "educator"
    provider.role_map = {"boss": "admin"}
    provider.save()
    service.person = {"sub": "p-2", "groups": "boss"}
    come(Client(), service)
    assert not Membership.objects.filter(role="admin").exists()


def test_a_child_begins_closed(provider: OpenIDProvider, service: Service) -> None:
    service.person["birthdate"] = "2016-05-01"
    come(Client(), service)
    assert Profile.objects.get().is_closed


def test_an_account_is_linked_by_who_is_signed_in(provider: OpenIDProvider, service: Service, learner: Profile) -> None:
    client = sign_in(learner)
    assert come(client, service)["Location"] == "/en/account/security/"
    assert OpenIDIdentity.objects.get().account == learner.account
    fresh = Client()
    come(fresh, service)
    assert "Amina" in page(fresh, "/en/my/")
    other = sign_in(make_member("boris"))
    come(other, service)
    assert "already has another account" in page(other, "/en/account/security/")


@pytest.mark.parametrize(
    "spoilt",
    [
        {"nonce": "of another try"},
        {"iss": "https://elsewhere.example"},
        {"aud": "another client"},
        {"exp": int(time.time()) - 3600},
        {"azp": "another client"},
        {"sub": ""},
    ],
)
def test_a_wrong_statement_is_refused(provider: OpenIDProvider, service: Service, spoilt: dict[str, Any]) -> None:
    service.spoilt = spoilt
    client = Client()
    answer = come(client, service)
    assert (answer.status_code, "_auth_user_id" in client.session) == (400, False)
    assert "could not be trusted" in answer.content.decode()
    assert not Account.objects.exists()


def test_a_foreign_signature_is_refused(provider: OpenIDProvider, service: Service) -> None:
    service.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert come(Client(), service).status_code == 400


def test_an_answer_is_good_once_and_here_only(provider: OpenIDProvider, service: Service) -> None:
    client = Client()
    back = service.authorize(client.post(START)["Location"])
    assert Client().get(back).status_code == 400
    assert client.get(back.replace("state=", "state=x")).status_code == 400
    assert client.get(back).status_code == 400


def test_a_service_that_names_another_issuer_is_refused(provider: OpenIDProvider, service: Service) -> None:
    provider.issuer = service.url.replace("127.0.0.1", "localhost")
    provider.save()
    assert Client().get(START).status_code == 400


def test_an_admin_sets_it_up_and_the_secret_is_sealed(
    provider: OpenIDProvider, service: Service, learner: Profile
) -> None:
    address = "/en/account/sign-in/service/riverside/"
    form = {
        "issuer": service.url,
        "client_id": CLIENT,
        "secret": "new secret",
        "role_map": "staff = admin",
        "is_on": "on",
    }
    assert sign_in(learner).post(address, form).status_code == 403
    admin = make_member("carla")
    Membership.objects.create(institution=provider.institution, profile=admin, role="admin")
    client = sign_in(admin)
    assert "Roles that a service may give" in client.post(address, form).content.decode()
    assert client.post(address, {**form, "role_map": "staff = educator"}).status_code == 302
    provider.refresh_from_db()
    assert "new secret" not in provider.secret_sealed
    assert sealing.unseal(provider.secret_sealed) == "new secret"
    assert "new secret" not in page(client, address)
    wrong = client.post(address, {**form, "role_map": "", "issuer": "http://127.0.0.1:9"})
    assert "Nothing was saved" in wrong.content.decode()
