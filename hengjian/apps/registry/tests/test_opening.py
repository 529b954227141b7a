"""企业开办一网通办: one form, six parts, partners over HTTP that accept, delay, refuse and are out of order."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.registry import tasks
from hengjian.apps.registry.actions import exchange, opening
from hengjian.apps.registry.models import Dispatch, SubMatter
from hengjian.apps.registry.partners import client
from hengjian.apps.registry.partners.mock import Mock
from hengjian.apps.registry.partners.signing import HEADER, TOLERANCE, genuine, sign
from hengjian.apps.registry.procedures import Establishment, Opening
from hengjian.apps.registry.rules.exchange import ScopeRow, departments_for
from hengjian.kernel.models import Act, Notice
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotFound
from hengjian.kernel.testing import World

from .builders import examined, filed, filing, identified

pytestmark = pytest.mark.django_db
SECRET = b"k" * 32
WISHES = {"seal_maker": "周口市样印刻章社", "taxpayer": "small", "staff": 3, "fund": True, "branch": "样银行七一路支行"}


@pytest.fixture
def partners(settings: Any) -> Iterator[Mock]:
    """All partners on loopback; without an address to call back they answer at once."""
    settings.HENGJIAN_EXCHANGE_KEY = SECRET
    with Mock(SECRET) as mock:
        settings.HENGJIAN_EXCHANGE = mock.address
        settings.HENGJIAN_URL = ""
        yield mock


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "CALLBACK", "")


def opened(who: Principal, **values: Any) -> Opening:
    """A business being opened, its licence issued."""
    return again(licensed(who, filing(**WISHES, **values)).pk)


def licensed(who: Principal, given: dict[str, Any]) -> Any:
    """The row of an opening whose establishment has been decided."""
    identified(who, given["operator"], given["id_number"])
    with acting_as(who):
        done = perform("registry.opening.open_business", None, given, who)
    row: Any = done.proceeding
    with acting_as(CLOCKWORK):
        perform("registry.establishment.examine", row.establishment_id, {}, CLOCKWORK)
    opening.follow()
    return row


def again(pk: int) -> Opening:
    with acting_as(CLOCKWORK):
        row: Opening = Opening.objects.get(pk=pk)
    return row


def parts_of(row: Opening) -> dict[str, str]:
    with acting_as(CLOCKWORK):
        return dict(SubMatter.objects.filter(proceeding_id=row.pk).values_list("kind", "state"))


def send_all() -> None:
    for pk in exchange.waiting():
        exchange.deliver(pk)


def test_one_form_opens_a_business_when_every_partner_has_done_its_part(world: World, partners: Mock) -> None:
    row = opened(world.enterprise)
    assert row.state == "joint"
    assert set(parts_of(row).values()) == {"sent"}
    send_all()
    row = again(row.pk)
    assert (row.state, row.on_time) == ("opened", True)
    assert set(parts_of(row).values()) == {"done"}
    with acting_as(CLOCKWORK):
        tax = SubMatter.objects.get(proceeding_id=row.pk, kind="tax")
        assert tax.message.startswith("T")
        assert {d.state for d in Dispatch.objects.filter(matter_id=row.pk)} == {"answered"}


def test_what_the_licence_refuses_is_refused_on_the_one_form_and_leaves_nothing(world: World) -> None:
    given = filing(**WISHES, id_number="110101199003070717")
    with acting_as(world.enterprise), pytest.raises(Incomplete) as refused:
        perform("registry.opening.open_business", None, given, world.enterprise)
    assert "id_number" in refused.value.fields
    with acting_as(CLOCKWORK):
        assert not Opening.objects.exists()
        assert not Establishment.objects.exists()


def test_only_the_parts_that_were_asked_for_are_passed_on(world: World, partners: Mock) -> None:
    row = licensed(world.enterprise, filing())
    assert set(parts_of(row)) == {"tax"}


def test_two_refusals_are_corrected_by_the_applicant_and_then_it_is_open(world: World, partners: Mock) -> None:
    row = licensed(world.enterprise, filing(**WISHES | {"seal_maker": "未备案刻章社", "branch": "已撤销网点"}))
    send_all()
    assert {k for k, s in parts_of(row).items() if s == "refused"} == {"seal", "bank"}
    for part, answer in (("seal", "周口市样印刻章社"), ("bank", "样银行八一路支行")):
        with acting_as(world.enterprise):
            perform("registry.opening.correct", row.pk, {"part": part, "answer": answer}, world.enterprise)
        with acting_as(CLOCKWORK):
            perform("registry.opening.pass_part", row.pk, {"part": part}, CLOCKWORK)
    send_all()
    assert again(row.pk).state == "opened"


def test_a_part_that_stands_well_cannot_be_corrected_and_tax_cannot_be_left_out(world: World, partners: Mock) -> None:
    row = opened(world.enterprise)
    with acting_as(world.enterprise), pytest.raises(Conflict):
        perform("registry.opening.correct", row.pk, {"part": "seal", "answer": "别家"}, world.enterprise)
    with acting_as(world.enterprise), pytest.raises(Conflict):
        perform("registry.opening.leave_out", row.pk, {"part": "tax"}, world.enterprise)
    with acting_as(world.stranger), pytest.raises(NotFound):
        perform("registry.opening.correct", row.pk, {"part": "seal", "answer": "别家"}, world.stranger)


def test_leaving_out_the_last_part_opens_the_business(world: World, settings: Any) -> None:
    settings.HENGJIAN_EXCHANGE = ""
    row = opened(world.enterprise, name="周口市川汇区样禾百货店")
    for part in ("seal", "fund", "bank"):
        with acting_as(world.enterprise):
            perform("registry.opening.leave_out", row.pk, {"part": part}, world.enterprise)
    with acting_as(CLOCKWORK):
        for part in ("tax", "insurance"):
            answer = {"part": part, "outcome": "done", "reference": "1"}
            perform("registry.opening.receive", row.pk, answer, CLOCKWORK)
    assert again(row.pk).state == "opened"


def test_an_opening_ends_when_the_licence_is_refused(world: World) -> None:
    with acting_as(world.enterprise):
        done = perform("registry.opening.open_business", None, filing(), world.enterprise)
    row: Any = done.proceeding
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=row.establishment_id).update(state="review")
    with acting_as(world.officer):
        perform("registry.establishment.refuse", row.establishment_id, {"reason": "不符合规定"}, world.officer)
    assert opening.follow() == 1
    assert opening.follow() == 0
    assert again(row.pk).state == "unregistered"


# ---- the wire ----


def test_a_message_taken_twice_under_one_key_is_done_once(partners: Mock) -> None:
    sent = [client.send(partners.address, "tax", "opening.tax", "k1", {"a": 1}, SECRET) for _n in range(2)]
    assert sent[0] == sent[1]
    assert len(partners.taken) == 1


def test_a_partner_out_of_order_is_tried_again_until_it_answers(world: World, partners: Mock) -> None:
    partners.faults["tax"] = [503, 500]
    row = opened(world.enterprise)
    with acting_as(CLOCKWORK):
        pk = Dispatch.objects.get(matter_id=row.pk, partner="tax").pk
    for _attempt in range(2):
        with pytest.raises(client.Unreachable):
            tasks.send(pk)
    tasks.send(pk)
    with acting_as(CLOCKWORK):
        found = Dispatch.objects.get(pk=pk)
    assert (found.state, found.attempts, found.error) == ("answered", 3, "")


def test_after_the_last_attempt_an_officer_is_shown_it_and_sends_it_again(world: World, partners: Mock) -> None:
    partners.faults["tax"] = [503] * exchange.MOST_ATTEMPTS
    row = opened(world.enterprise)
    with acting_as(CLOCKWORK):
        pk = Dispatch.objects.get(matter_id=row.pk, partner="tax").pk
    for _attempt in range(exchange.MOST_ATTEMPTS - 1):
        with pytest.raises(client.Unreachable):
            tasks.send(pk)
    tasks.send(pk)
    with acting_as(world.officer):
        assert Dispatch.objects.get(pk=pk).state == "dead"
        exchange.send_again(pk, world.officer)
        assert Act.objects.filter(name="registry.dispatch.send_again").count() == 1
    with acting_as(world.stranger), pytest.raises(NotFound):
        exchange.send_again(pk, world.stranger)
    tasks.send(pk)
    assert parts_of(row)["tax"] == "done"


def test_a_message_at_fault_is_not_tried_again(world: World, partners: Mock) -> None:
    partners.faults["tax"] = [422]
    row = opened(world.enterprise)
    with acting_as(CLOCKWORK):
        pk = Dispatch.objects.get(matter_id=row.pk, partner="tax").pk
    tasks.send(pk)
    with acting_as(CLOCKWORK):
        found = Dispatch.objects.get(pk=pk)
    assert (found.state, found.attempts) == ("dead", 1)
    assert found.error.startswith("422")


def test_nobody_at_the_other_end_is_unreachable() -> None:
    with pytest.raises(client.Unreachable):
        client.send("http://127.0.0.1:9", "tax", "t", "k", {}, SECRET)


@pytest.mark.parametrize("raw", [[], {}, {"outcome": "maybe", "reference": "r"}, {"outcome": "done", "reference": 1}])
def test_an_answer_that_is_none_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError):
        client.receipt_of(raw)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda header, body, now: (header, body + b" ", now),
        lambda header, body, now: (header.replace("v1=", "v1=0"), body, now),
        lambda header, body, now: (header, body, now + TOLERANCE + 1),
        lambda header, body, now: ("", body, now),
        lambda header, body, now: ("t=x,v1=y", body, now),
    ],
)
def test_a_signature_holds_for_these_bytes_and_five_minutes(spoil: Callable[..., Any]) -> None:
    header = sign(b"{}", 1000, SECRET)
    assert genuine(header, b"{}", 1000 + TOLERANCE, SECRET)
    header, body, now = spoil(header, b"{}", 1000)
    assert not genuine(header, body, now, SECRET)


def test_a_partner_calls_back_with_a_signature_and_nobody_else_can(world: World, settings: Any) -> None:
    settings.HENGJIAN_EXCHANGE, settings.HENGJIAN_EXCHANGE_KEY = "", SECRET
    row = opened(world.enterprise)
    with acting_as(CLOCKWORK):
        sent = Dispatch.objects.get(matter_id=row.pk, partner="tax")
    body = f'{{"key": "{sent.key}", "reference": "r1", "outcome": "refused", "message": "请补充"}}'.encode()
    address = "/api/v1/registry/exchange/answers"

    def post(signature: str) -> int:
        headers = {HEADER: signature}
        return Client().post(address, body, content_type="application/json", headers=headers).status_code

    assert post("t=1,v1=0") == 401
    assert parts_of(row)["tax"] == "sent"
    assert post(sign(body, int(time.time()), SECRET)) == 200
    assert post(sign(body, int(time.time()), SECRET)) == 200
    assert parts_of(row)["tax"] == "refused"
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(name="registry.opening.receive").count() == 1


# ---- 双告知 ----


def test_departments_are_told_of_their_own_items_once_each() -> None:
    rows = [
        ScopeRow("a", "餐饮服务", "食品经营许可证", "市场监管"),
        ScopeRow("b", "烟草制品零售", "烟草专卖零售许可证", "烟草专卖"),
        ScopeRow("c", "食品销售", "食品经营许可证", "市场监管"),
        ScopeRow("d", "日用百货销售", "", ""),
    ]
    told = departments_for(rows)
    assert [(t.department, t.items) for t in told] == [
        ("市场监管", ("餐饮服务", "食品销售")),
        ("烟草专卖", ("烟草制品零售",)),
    ]
    assert told[0].permits == ("食品经营许可证",)


def test_a_registration_is_told_to_departments_upper_level_and_applicant_once(world: World, partners: Mock) -> None:
    exchange.announce()
    examined(filed(world.enterprise, scope="HJF5227L01,HJQ8410L01"))
    assert exchange.announce() == 1
    assert exchange.announce(late=True) == 0
    with acting_as(CLOCKWORK):
        topics = list(Dispatch.objects.values_list("topic", "department"))
        assert ("notice.scope", "烟草专卖") in topics
        assert ("notice.merged", "公安机关") in topics
        assert sum(t == "report.registration" for t, _d in topics) == 1
        notice = Notice.objects.get(title__contains="样禾", body__contains="烟草专卖零售许可证")
        assert notice.user_id == world.enterprise.user_id
        owed = Dispatch.objects.get(topic="notice.scope", department="烟草专卖")
        assert owed.due is not None
    send_all()
    with acting_as(CLOCKWORK):
        assert set(Dispatch.objects.values_list("state", flat=True)) == {"answered"}
