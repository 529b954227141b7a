"""普通注销: liquidation, claims, application, decision; the variants by kind of entity; a court's ruling."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry.models import MarketEntity
from hengjian.apps.registry.rules import liquidation as rules
from hengjian.kernel.calendar import Calendar
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper, PaperRecord
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound

from .builders import company_items, entity
from .exits import Scene, business, do, in_days, member, now, restated, shown, status_of

LAW = LawOn(date(2026, 11, 20))
CALENDAR = Calendar()


# ---- limits ----


@pytest.mark.parametrize(
    ("group", "notified", "expected"),
    [
        # Thirty days from the notice; the thirtieth, 18 October, is a Sunday.
        ("company", date(2026, 9, 18), date(2026, 10, 19)),
        # Forty-five days from the call of 1 September.
        ("company", None, date(2026, 10, 16)),
        ("partnership", None, date(2026, 10, 16)),
        ("cooperative", date(2026, 9, 18), date(2026, 10, 19)),
        # Sixty for a sole proprietorship; the sixtieth, 31 October, is a Saturday.
        ("sole_proprietorship", None, date(2026, 11, 2)),
    ],
)
def test_until_when_a_claim_is_filed(group: str, notified: date | None, expected: date) -> None:
    assert rules.claim_until(group, notified, date(2026, 9, 1), LAW, CALENDAR) == expected


@pytest.mark.parametrize(
    ("limit", "since", "last"),
    [
        ("registry.liquidation_group_formation", date(2026, 9, 1), date(2026, 9, 16)),
        # The tenth day is a Saturday; the Monday after it counts.
        ("registry.liquidation_creditor_notice", date(2026, 9, 2), date(2026, 9, 14)),
        ("registry.liquidation_group_publicity", date(2026, 9, 21), date(2026, 10, 8)),  # 1-7 October are off
        ("registry.liquidation_announcement", date(2026, 9, 1), date(2026, 11, 2)),
        ("registry.ordinary_deregistration_apply", date(2026, 9, 18), date(2026, 10, 19)),
        ("registry.partnership_creditor_notice", date(2026, 9, 4), date(2026, 9, 14)),
        ("registry.cooperative_creditor_notice", date(2026, 9, 4), date(2026, 9, 14)),
        ("registry.sole_creditor_notice", date(2026, 9, 1), date(2026, 9, 16)),
    ],
)
def test_what_is_done_on_the_last_day_is_in_time_and_a_day_later_is_on_record(
    limit: str, since: date, last: date
) -> None:
    assert rules.lateness(limit, since, last, LAW, CALENDAR) == ""
    assert str(last) in rules.lateness(limit, since, date.fromordinal(last.toordinal() + 1), LAW, CALENDAR)


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("（2025）豫16破12号", True),
        ("(2026)豫1602强清3号之二", True),
        ("（2025）豫16破12", False),
        ("（2025）豫16民初12号", False),
        ("豫16破12号", False),
    ],
)
def test_case_numbers_of_bankruptcy_and_compulsory_liquidation(number: str, good: bool) -> None:
    assert rules.ruling(number, date(2026, 11, 1), date(2026, 11, 20), LAW).clear is good


# ---- as acts ----


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def dissolved(scene: Scene, **given: Any) -> Any:
    values = {"subject": scene.firm.pk, "cause": "resolution", "dissolved_on": in_days(-20)} | given
    return do("liquidation.dissolve", None, scene.agent, **values).proceeding


def called(scene: Scene) -> Any:
    """A liquidation whose creditors have been called."""
    row = dissolved(scene)
    do("liquidation.form_group", row.pk, scene.agent, formed_on=in_days(-18), head="何小满", members=[{"name": "白露"}])
    do("liquidation.notify_creditors", row.pk, scene.agent, creditors=[{"name": "样丰公司", "on": in_days(-8)}])
    return do("liquidation.call_creditors", row.pk, scene.agent).proceeding


def report(row: Any, scene: Scene) -> Any:
    given = {"liquidated_on": in_days(0), "report": "资产已清理完毕，债务全部清偿。", "confirmed": True}
    return do("liquidation.confirm_report", row.pk, scene.agent, **given).proceeding


def claim(scene: Scene, **given: Any) -> Any:
    values = {
        "announcement": shown(scene.firm, "creditor_call").pk,
        "creditor": "吴可",
        "amount": "30000.00",
        "ground": "供货合同尾款，附对账单",
    }
    filed = do("claim.file", None, scene.creditor, **values | given).proceeding
    return do("claim.take_up", filed.pk).proceeding


def test_from_dissolution_to_deregistration(scene: Scene) -> None:
    row = called(scene)
    assert (row.state, row.due_limit) == ("claims", "registry.creditor_claim_unnotified")
    assert shown(scene.firm, "liquidation_group").body["members"] == "何小满、白露"
    assert row.lateness == [
        f"{text}"
        for text in row.lateness
        if "公告清算组成员" in text  # formed eighteen days before: ten were allowed, a weekend moves their end
    ]
    assert len(row.lateness) == 1
    row = do("liquidation.close_claims", row.pk).proceeding
    row = report(row, scene)
    assert row.due_limit == "registry.ordinary_deregistration_apply"
    do("liquidation.apply_ordinary", row.pk, scene.agent, tax_clearance="豫税清〔2026〕0012号")
    done = do("liquidation.approve", row.pk, scene.world.officer).proceeding
    assert (done.state, status_of(scene.firm)) == ("done", "deregistered")
    with acting_as(CLOCKWORK):
        assert Paper.objects.get(proceeding_id=row.pk).template == "registry.deregistration"
        assert not PaperRecord.objects.filter(subject=scene.firm, template="registry.licence", ended_at=None).exists()


def test_an_open_claim_blocks_until_it_is_settled(scene: Scene) -> None:
    row = called(scene)
    owed = claim(scene)
    assert (owed.state, owed.supplementary) == ("filed", False)
    row = do("liquidation.close_claims", row.pk).proceeding
    with pytest.raises(Incomplete) as refused:
        report(row, scene)
    assert "吴可 30,000.00" in refused.value.fact
    assert "第二百三十六条" in refused.value.article
    do("claim.accept", owed.pk, scene.agent)
    with pytest.raises(Incomplete):
        report(row, scene)
    do("claim.confirm_paid", owed.pk, scene.creditor)
    assert report(row, scene).state == "applying"


def test_a_disputed_claim_waits_for_the_court(scene: Scene) -> None:
    row = called(scene)
    owed = claim(scene)
    do("claim.dispute", owed.pk, scene.agent, reason="货物有质量问题，已拒付")
    do("liquidation.close_claims", row.pk)
    given = {"ruling": "（2026）豫1602民初88号驳回诉讼请求", "upheld": False}
    assert do("claim.record_ruling", owed.pk, scene.world.officer, **given).proceeding.state == "rejected"
    assert report(now(row.pk), scene).state == "applying"


def test_a_late_claim_counts_as_supplementary_until_the_liquidation_is_over(scene: Scene) -> None:
    row = called(scene)
    late = claim(scene, notified_on=in_days(-60))
    assert late.supplementary
    do("liquidation.give_up", row.pk, scene.agent)
    assert claim(scene).state == "rejected"


def test_the_debtor_cannot_withdraw_the_creditors_claim_nor_the_creditor_admit_it(scene: Scene) -> None:
    called(scene)
    owed = claim(scene)
    with pytest.raises(NotAllowed):
        do("claim.withdraw", owed.pk, scene.agent)
    with pytest.raises(NotAllowed):
        do("claim.accept", owed.pk, scene.creditor)
    with pytest.raises(NotFound):
        do("claim.accept", owed.pk, scene.tax)


def test_branches_go_first(scene: Scene) -> None:
    assert scene.firm.code
    place = company_items().places
    branch = company_items(
        name="周口样泰商贸有限公司太昊路分公司", group="branch", type_code="2130", parent=scene.firm.code, shares=(),
        capital=None, places=place,
    )  # fmt: skip
    shop = entity(branch)
    row = report(do("liquidation.close_claims", called(scene).pk).proceeding, scene)
    with pytest.raises(Incomplete) as refused:
        do("liquidation.apply_ordinary", row.pk, scene.agent, tax_clearance="豫税清〔2026〕0012号")
    assert "太昊路分公司" in refused.value.fact
    agent = member(scene.agent, shop)
    given = {"subject": shop.pk, "resolution": "总公司决定撤销该分公司", "tax_clearance": "豫税清〔2026〕0013号"}
    gone = do("liquidation.apply_at_once", None, agent, **given).proceeding
    do("liquidation.approve", gone.pk, scene.world.officer)
    assert status_of(shop) == "deregistered"
    do("liquidation.apply_ordinary", row.pk, agent, tax_clearance="豫税清〔2026〕0012号")
    with acting_as(CLOCKWORK):
        assert MarketEntity.objects.filter(parent=scene.firm).count() == 1


def test_an_individual_business_applies_at_once_and_a_company_does_not(scene: Scene) -> None:
    shop = business()
    agent = member(scene.agent, shop)
    given = {"resolution": "不再经营", "tax_clearance": "豫税清〔2026〕0014号"}
    with pytest.raises(Incomplete):
        do("liquidation.apply_at_once", None, agent, subject=scene.firm.pk, **given)
    with pytest.raises(Incomplete):
        do("liquidation.dissolve", None, agent, subject=shop.pk, cause="resolution", dissolved_on=in_days(0))
    row = do("liquidation.apply_at_once", None, agent, subject=shop.pk, **given).proceeding
    assert (row.state, row.due_limit) == ("examination", "registry.registration_decision")


def test_a_sole_proprietorship_waits_sixty_days_for_claims(scene: Scene) -> None:
    firm = entity(company_items(group="sole_proprietorship", type_code="4540", capital=None, shares=()))
    agent = member(scene.agent, firm)
    given = {"subject": firm.pk, "cause": "resolution", "dissolved_on": in_days(-3)}
    row = do("liquidation.dissolve", None, agent, **given).proceeding
    do("liquidation.form_group", row.pk, agent, formed_on=in_days(-1), head="何小满")
    row = do("liquidation.call_creditors", row.pk, agent).proceeding
    assert (row.state, row.due_limit) == ("claims_sole", "registry.sole_claim_unnotified")


def test_the_administrator_applies_with_the_ruling_and_brings_no_tax_clearance(scene: Scene) -> None:
    ruling = {
        "subject": scene.firm.pk,
        "ruling": "bankruptcy",
        "court": "周口市中级人民法院",
        "case_number": "（2025）豫16破12号",
        "ruled_on": in_days(-10),
        "administrator": "河南样衡律师事务所",
    }
    with pytest.raises(Incomplete) as refused:
        do("liquidation.apply_by_ruling", None, scene.creditor, **ruling | {"case_number": "（2025）豫16民初12号"})
    assert "case_number" in refused.value.fields
    row = do("liquidation.apply_by_ruling", None, scene.creditor, **ruling).proceeding
    assert row.state == "examination"
    do("liquidation.approve", row.pk, scene.world.officer)
    assert status_of(scene.firm) == "deregistered"
    with acting_as(CLOCKWORK):
        assert ["裁定文书", "（2025）豫16破12号"] in Paper.objects.get(proceeding_id=row.pk).data["rows"]


def test_a_revoked_company_leaves_by_liquidation(scene: Scene) -> None:
    restated(scene.firm, "licence_revoked", date(2025, 1, 1))
    assert dissolved(scene, cause="revoked").state == "formation"


def test_who_filed_it_does_not_decide_it(scene: Scene) -> None:
    shop = business()
    given = {"subject": shop.pk, "resolution": "不再经营", "tax_clearance": "豫税清〔2026〕0014号"}
    row = do("liquidation.apply_at_once", None, scene.world.officer, **given).proceeding
    with pytest.raises(NotAllowed):
        do("liquidation.approve", row.pk, scene.world.officer)
    do("liquidation.approve", row.pk, scene.world.colleague)
    with pytest.raises(Conflict):
        do("liquidation.approve", row.pk, scene.world.colleague)


def test_amounts_are_exact(scene: Scene) -> None:
    called(scene)
    assert claim(scene, amount="123456789012.34").amount == Decimal("123456789012.34")
    assert timezone.localdate() <= claim(scene).last_day
