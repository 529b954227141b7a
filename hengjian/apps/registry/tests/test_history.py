"""The register in time, as page and API; the list of terms that are too long; the identity of another region."""

import base64
import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hengjian.apps.registry import queries
from hengjian.apps.registry.actions import identity, register
from hengjian.apps.registry.models import IdentityResult
from hengjian.apps.registry.rules import identity as rules
from hengjian.apps.registry.rules.items import Share
from hengjian.apps.registry.tests.builders import act, company_filing, company_items, entity, identity_number, occasion
from hengjian.kernel.models import Setting, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import World, make_world, signed_in

pytestmark = pytest.mark.django_db
START = date(2024, 7, 1)


def changing() -> Subject:
    """A firm whose head changed in March 2025; in June that turned out to be fraud and was corrected."""
    firm = entity(day=START)
    with acting_as(CLOCKWORK):
        register.amend(firm, company_items(representative="冒名者"), "change", occasion(date(2025, 3, 1)))
        register.amend(firm, company_items(), "cancellation", occasion(date(2025, 6, 1)), effective=date(2025, 3, 1))
    return firm


def test_the_page_says_what_stood_there_on_a_day_as_known_on_another() -> None:
    world = make_world()
    firm = changing()
    client, address = signed_in(world.citizen), f"/subjects/{firm.pk}/register/"

    def head(**asked: str) -> str:
        items = dict(client.get(address, asked).context["items"])
        return next((str(v) for k, v in items.items() if v in ("何小满", "冒名者")), "")

    assert head(on="2025-04-01", known="2025-05-01") == "冒名者"
    assert head(on="2025-04-01") == "何小满"
    assert head() == "何小满"
    assert client.get(address, {"on": "2024-06-30"}).context["items"] == []
    compared = client.get(address, {"on": "2025-04-01", "known": "2025-05-01", "against": "2024-08-01"}).context[
        "compared"
    ]
    assert [(old, new) for _label, old, new in compared] == [("何小满", "冒名者")]
    assert client.get(address, {"on": "nonsense"}).status_code == 200


def test_the_api_says_the_same() -> None:
    make_world()
    firm = changing()
    client = Client()
    address = f"/api/v1/registry/entities/{firm.code}/register"
    then = client.get(address, {"on": "2025-04-01", "known": "2025-05-01"}).json()
    assert then["items"]["representative"] == "冒名者"
    assert client.get(address).json()["items"]["representative"] == "何小满"
    assert client.get(address, {"on": "2024-06-30"}).status_code == 404
    assert client.get("/api/v1/registry/entities/91350100M000100Y43/register").status_code == 404
    assert client.get(f"/api/v1/registry/entities/{firm.code}/relations").json()["holders"][0]["total"] == "60.00"


def test_versions_cost_the_same_however_many_there_are() -> None:
    world = make_world()
    firm, other = entity(day=START), entity(company_items(name="周口样海商贸有限公司"), day=START)
    with acting_as(CLOCKWORK):
        for n in range(1, 9):
            items = company_items(capital=Decimal(1_000_000 + n))
            register.amend(other, items, "change", occasion(START + timedelta(days=n)))
    client, counts = signed_in(world.officer), []
    for subject in (firm, firm, other):
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/subjects/{subject.pk}/register/")
        counts.append(len(seen))
    assert counts[1] == counts[2]


def test_terms_that_are_too_long_are_listed_with_what_to_say() -> None:
    world = make_world()
    long = (Share(name="何小满", subscribed=Decimal(1000000), due_on=date(2048, 1, 1)),)
    fine = (Share(name="何小满", subscribed=Decimal(1000000), due_on=date(2030, 1, 1)),)
    old, good = (
        entity(company_items(name=n, shares=s, type_code="1151"), day=date(2018, 1, 1))
        for n, s in (("周口样长商贸有限公司", long), ("周口样短商贸有限公司", fine))
    )
    page = signed_in(world.officer).get("/capital/").content.decode()
    assert old.name in page
    assert good.name not in page
    assert "2032-06-30" in page
    with acting_as(CLOCKWORK):
        assert queries.breaking_the_term("4110", date(2026, 11, 20)) == []


# ---- identity accepted from another region: a partner with a key of its own ----


class Partner:
    """The identity service of another region."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        public = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        with acting_as(CLOCKWORK):
            Setting.objects.create(key=identity.SERVICES, value={"44 粤省事": public})

    def states(self, **values: Any) -> str:
        body = {"user": "citizen", "name": "白露", "id_number": identity_number(72), "region": "44", "service": "粤省事",
                "at": timezone.now().isoformat()} | values  # fmt: skip
        return json.dumps(body | {"signature": base64.b64encode(self.key.sign(rules.message(body))).decode()})


def test_a_person_identified_elsewhere_signs_here(world: World) -> None:
    partner = Partner()
    row = act(world.enterprise, "establishment.file_company", **company_filing(world.enterprise))
    act(CLOCKWORK, "establishment.invite", row.pk)
    answer = signed_in(world.citizen).post("/identity/", {"assertion": partner.states()})
    assert answer.status_code == 302
    row = act(world.citizen, "establishment.confirm", row.pk)
    assert row.state == "signing"
    with acting_as(CLOCKWORK):
        assert IdentityResult.objects.get().region == "44"


def test_what_is_forged_old_of_another_or_used_twice_is_not_accepted(world: World) -> None:
    partner = Partner()
    forged = json.loads(partner.states())
    bad = [
        json.dumps(forged | {"name": "他人"}),
        partner.states(at=(timezone.now() - timedelta(hours=1)).isoformat()),
        partner.states(user="enterprise"),
        "{}",
        "no json",
    ]
    for text in bad:
        with acting_as(world.citizen), pytest.raises(Incomplete):
            identity.accept(text, world.citizen)
    good = partner.states()
    with acting_as(world.citizen):
        identity.accept(good, world.citizen)
        with pytest.raises(Conflict):
            identity.accept(good, world.citizen)
