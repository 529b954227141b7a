"""Licences released to others, copies, and credentials that a stranger's library verifies."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from jwcrypto import jwk, jws

from hengjian.apps.registry.procedures import LicenceUse
from hengjian.kernel import issue
from hengjian.kernel.models import Act, Disclosure, PaperRecord
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotFound
from hengjian.kernel.testing import World, again, make_world, signed_in

from .builders import NAME, examined, filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """An enterprise whose licence has been issued."""
    world = make_world()
    done = examined(filed(world.enterprise))
    with acting_as(CLOCKWORK):
        issue.papers_of(done.act_id)
    world.enterprise = again(world.enterprise)
    return world


def firm(world: World) -> int:
    return world.enterprise.subjects[0]


def released(world: World, *kinds: str, days: int = 7) -> LicenceUse:
    given = {
        "subject": firm(world),
        "recipient": "样银行七一路支行",
        "purpose": "开立账户",
        "released": list(kinds) or ["licence"],
        "days": days,
    }
    with acting_as(world.enterprise):
        row: Any = perform("registry.licence_use.release", None, given, world.enterprise).proceeding
    return row


def looking(row: LicenceUse, viewer: str = "样银行 柜员甲") -> str:
    return Client().post(f"/present/{row.access_code}/", {"viewer": viewer}).content.decode()


def act(who: Principal, name: str, pk: int, **given: Any) -> Any:
    with acting_as(who):
        return perform(name, pk, given, who).proceeding


def test_a_licence_is_seen_by_who_has_the_code_and_each_look_is_entered(world: World) -> None:
    row = released(world)
    opened = Client().get(f"/present/{row.access_code}/").content.decode()
    assert "何小满" not in opened
    assert "样银行七一路支行" in opened
    seen = looking(row)
    assert "何小满" in seen
    assert "周口市川汇区七一路八号" in seen
    with acting_as(CLOCKWORK):
        assert LicenceUse.objects.get(pk=row.pk).looks == 1
        assert Act.objects.filter(name="registry.licence_use.look", proceeding_id=row.pk).count() == 1
    assert "样银行 柜员甲" in signed_in(world.enterprise).get("/wallet/").content.decode()


def test_only_what_was_released_is_shown(world: World) -> None:
    seen = looking(released(world, "record"))
    assert "设立登记" in seen
    assert "何小满" not in seen


def test_who_does_not_say_who_looks_sees_nothing(world: World) -> None:
    row = released(world)
    answer = Client().post(f"/present/{row.access_code}/", {"viewer": ""})
    assert answer.status_code == 422
    assert "何小满" not in answer.content.decode()
    with acting_as(CLOCKWORK):
        assert LicenceUse.objects.get(pk=row.pk).looks == 0


@pytest.mark.parametrize("ending", ["revoked", "ended"])
def test_nothing_is_shown_once_it_is_revoked_or_over(world: World, ending: str) -> None:
    row = released(world)
    if ending == "revoked":
        act(world.enterprise, "registry.licence_use.revoke", row.pk)
    else:
        act(CLOCKWORK, "registry.licence_use.end_release", row.pk)
    assert "何小满" not in looking(row)
    with acting_as(world.enterprise), pytest.raises(Conflict):
        perform("registry.licence_use.revoke", row.pk, {}, world.enterprise)


def test_a_code_that_was_not_given_out_leads_nowhere(world: World) -> None:
    released(world)
    assert Client().get("/present/AAAABBBBCCCCDDDDEEEE/").status_code == 404


def test_only_ones_own_licence_can_be_released_and_only_by_its_owner_revoked(world: World) -> None:
    given = {"subject": firm(world), "recipient": "某", "purpose": "某某", "released": ["licence"], "days": 1}
    with acting_as(world.citizen), pytest.raises(Incomplete) as refused:
        perform("registry.licence_use.release", None, given | {"recipient": "某某"}, world.citizen)
    assert "subject" in refused.value.fields
    row = released(world)
    with acting_as(world.citizen), pytest.raises(NotFound):
        perform("registry.licence_use.revoke", row.pk, {}, world.citizen)


def test_copies_are_numbered_and_a_lost_licence_is_void_in_public(world: World) -> None:
    with acting_as(CLOCKWORK):
        original = PaperRecord.objects.get(template="registry.licence")
    with acting_as(world.enterprise):
        given = {"subject": firm(world), "count": 2, "lost": original.number}
        row = perform("registry.licence_copy.ask_for_copies", None, given, world.enterprise).proceeding
    done = act(CLOCKWORK, "registry.licence_copy.issue_copies", row.pk)
    assert done.state == "issued"
    with acting_as(CLOCKWORK):
        original.refresh_from_db()
        assert original.ended_why == "遗失，声明作废"
        copies = PaperRecord.objects.filter(template="registry.licence", ended_at=None)
        assert copies.count() == 2
        assert Disclosure.objects.get(kind="licence_lost").body["number"] == original.number


def test_a_copy_more_declares_nothing_lost(world: World) -> None:
    with acting_as(world.enterprise):
        row = perform("registry.licence_copy.ask_for_copies", None, {"subject": firm(world)}, world.enterprise)
    act(CLOCKWORK, "registry.licence_copy.issue_copies", row.proceeding.pk)
    with acting_as(CLOCKWORK):
        assert not Disclosure.objects.filter(kind="licence_lost").exists()
        assert PaperRecord.objects.filter(template="registry.licence", ended_at=None).count() == 2


def test_a_licence_that_is_not_there_cannot_be_lost(world: World) -> None:
    given = {"subject": firm(world), "lost": "没有这号"}
    with acting_as(world.enterprise), pytest.raises(Incomplete) as refused:
        perform("registry.licence_copy.ask_for_copies", None, given, world.enterprise)
    assert "lost" in refused.value.fields


def test_a_credential_is_verified_by_a_library_that_knows_nothing_of_us(world: World) -> None:
    with acting_as(CLOCKWORK):
        code = PaperRecord.objects.get(template="registry.licence").pk
    answer = signed_in(world.enterprise).get(f"/wallet/{code}/credential.jwt")
    assert answer["Content-Type"] == "application/vc+jwt"
    token = jws.JWS()
    token.deserialize(answer.content.decode())
    published = jwk.JWKSet.from_json(Client().get("/credentials/keys.json").content.decode())
    token.verify(published.get_key(token.jose_header["kid"]))
    said = json.loads(token.payload)
    assert token.jose_header["typ"] == "vc+jwt"
    assert said["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert "VerifiableCredential" in said["type"]
    assert said["credentialSubject"]["legalName"] == NAME
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", said["validFrom"])
    terms = json.loads(Client().get("/credentials/context.json").content)["@context"]
    assert set(said["credentialSubject"]) - {"id"} <= set(terms)

    head, payload, mark = answer.content.decode().split(".")
    forged = jws.JWS()
    forged.deserialize(f"{head}.{payload[:-2]}{'AA' if payload[-2:] != 'AA' else 'BB'}.{mark}")
    with pytest.raises(jws.InvalidJWSSignature):
        forged.verify(published.get_key(token.jose_header["kid"]))


def test_a_stranger_gets_no_credential(world: World) -> None:
    with acting_as(CLOCKWORK):
        code = PaperRecord.objects.get(template="registry.licence").pk
    assert signed_in(world.citizen).get(f"/wallet/{code}/credential.jwt").status_code == 404
