"""Pages and endpoints: who sees what of the figures, the calculator, the shop's record."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from hengjian.apps.consumer.tests.told import cluster, do, shop, told
from hengjian.kernel import tokens
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_what_rises_leads_to_a_warning_and_a_cluster_to_an_incident(world: World) -> None:
    subject = shop(world)
    cluster(subject, 8)
    page = text_of(signed_in(world.officer), "/consumer/signals/?by=what&days=28")
    assert "/start/consumer.consumption_warning/draft_warning/?" in page
    assert f"subject={subject.pk}" in page
    assert "joint_incident/raise_incident" in page
    text_of(signed_in(world.officer), "/consumer/signals/?by=nothing&days=x&place=99")


def test_the_figures_are_for_officers(world: World) -> None:
    for address in ("/consumer/signals/", "/consumer/environment/"):
        assert Client().get(address).status_code in (302, 403)
        assert signed_in(world.citizen).get(address).status_code in (302, 403)


def test_a_complaint_leads_to_those_like_it(world: World) -> None:
    first = told(None, "3月8日在样佳超市花128元买电饭煲漏电，要求退款")
    second = told(None, "来电反映3月8日在样佳超市购买电饭煲128元，存在漏电，希望退钱")
    page = text_of(signed_in(world.officer), f"/consumer/like/{first}/")
    assert f"/p/{second}/" in page
    assert signed_in(world.stranger).get(f"/consumer/like/{first}/").status_code == 404


@pytest.mark.parametrize("by", ["place", "trade"])
def test_the_index_opens_by_place_and_by_trade(world: World, by: str) -> None:
    cluster(shop(world), 3)
    assert "3" in text_of(signed_in(world.officer), f"/consumer/environment/?by={by}")


def test_the_calculator_answers_in_its_address(world: World) -> None:
    asked = {"goods": "refrigerator", "bought": "2026-03-01", "on": "2026-03-05", "price": "2999"}
    page = text_of(Client(), f"/guarantee/?{urlencode(asked)}")
    assert "第九条" in page
    assert "2026-03-08" in page


@pytest.mark.parametrize(
    "asked",
    [
        {"goods": "none"},
        {"goods": "phone", "bought": "2026-13-41"},
        {"goods": "phone", "bought": "2999-01-01", "price": "NaN"},
    ],
)
def test_what_was_typed_stays_and_the_fault_is_named(asked: dict[str, str]) -> None:
    page = text_of(Client(), f"/guarantee/?{urlencode(asked)}")
    assert 'role="alert"' in page


def test_the_record_of_a_shop_shows_counts_to_who_is_in_charge_only(world: World) -> None:
    subject = shop(world)
    cluster(subject, 3)
    address = f"/consumer/of/{subject.pk}/"
    assert "预付式消费 3" in text_of(signed_in(world.officer), address)
    for other in (Client(), signed_in(world.stranger), signed_in(world.citizen)):
        assert "预付式消费 3" not in text_of(other, address)


def test_public_lists_open_empty_and_filled(world: World) -> None:
    for address in ("/warnings/", "/tests/", "/worry-free/", "/worry-free/?kind=worry_free&q=样&before=5"):
        text_of(Client(), address)
    subject = shop(world)
    row = do(
        world.enterprise,
        "consumer_promise.offer",
        subject=subject.pk,
        kind="worry_free",
        terms="先行赔付，三日答复消费者",
    ).proceeding
    do(world.head, "consumer_promise.recognise_promise", row.pk)
    assert subject.name in text_of(Client(), "/worry-free/?kind=worry_free")
    assert subject.name not in text_of(Client(), "/worry-free/?kind=demonstration")
    assert "先行赔付" in text_of(Client(), f"/consumer/of/{subject.pk}/")


def key(world: World) -> dict[str, str]:
    with acting_as(CLOCKWORK):
        token = tokens.issue(User.objects.get(pk=world.officer.user_id), "test", ("read",))
    return {"Authorization": f"Bearer {token}"}


def test_the_endpoints(world: World) -> None:
    subject = shop(world)
    first, *_rest = cluster(subject, 7)
    client, headers = Client(), key(world)
    guess = client.post(
        "/api/v1/consumer/guess", {"text": "健身房关门跑路，办卡余额不退"}, "application/json", headers=headers
    )
    assert (guess.status_code, guess.json()["problem"]) == (200, "prepaid")
    assert client.get("/api/v1/consumer/rising", headers=headers).json()[0]["now"] == 7
    assert isinstance(client.get(f"/api/v1/consumer/related/{first}", headers=headers).json(), list)
    assert client.get("/api/v1/consumer/related/999999", headers=headers).status_code == 404
    assert client.get(f"/api/v1/consumer/related/{first}").status_code == 401
    assert client.get(f"/api/v1/consumer/shops/{subject.pk}").json()["name"] == subject.name
    given = {"goods": "phone", "bought": "2026-03-01", "on": "2026-03-03", "price": "100.00"}
    rights = client.post("/api/v1/consumer/guarantee", given, "application/json").json()["rights"]
    assert [r["kind"] for r in rights] == ["return", "exchange", "repair", "proof"]
    wrong = client.post("/api/v1/consumer/guarantee", given | {"goods": "none"}, "application/json")
    assert wrong.status_code == 422
