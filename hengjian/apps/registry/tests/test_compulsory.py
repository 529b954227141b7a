"""强制注销、失联除名、恢复登记、清退 (Company Law, art. 241; SAMR Order 105)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import MarketEntity, Remark
from hengjian.apps.registry.procedures import CompulsoryDeregistration, StrikingOff
from hengjian.apps.registry.rules import compulsory as rules
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .builders import entity
from .exits import Scene, business, do, in_days, now, restated, shown, status_of

LAW = LawOn(date(2026, 11, 20))
REVOKED = date(2020, 6, 1)


# ---- limits ----


@pytest.mark.parametrize(("today", "barred"), [(date(2026, 11, 20), True), (date(2026, 11, 21), False)])
def test_three_full_years_after_the_revocation(today: date, barred: bool) -> None:
    facts = rules.CompulsoryFacts("company", "licence_revoked", date(2023, 11, 20), today)
    assert rules.compulsory(facts, LAW).barred is barred


@pytest.mark.parametrize(
    "values",
    [
        {"group": "partnership"},
        {"status": "registered"},
        {"running": "川注〔2026〕0001号"},
        {"needs_approval": ("烟花爆竹零售",)},
    ],
)
def test_what_bars_the_announcement(values: dict[str, Any]) -> None:
    given: dict[str, Any] = {"group": "company", "status": "ordered_closed", "since": date(2020, 1, 1)}
    facts = rules.CompulsoryFacts(**given | {"today": date(2026, 11, 20)} | values)
    assert rules.compulsory(facts, LAW).barred


@pytest.mark.parametrize(("closed", "barred"), [(date(2023, 11, 20), False), (date(2023, 11, 19), True)])
def test_restoration_is_asked_for_within_three_years(closed: date, barred: bool) -> None:
    found = rules.restoration("compulsorily_deregistered", closed, "compulsory", date(2026, 11, 20), LAW)
    assert found.barred is barred


def test_striking_off_needs_two_years_unreachable_and_without_tax() -> None:
    two, less = date(2024, 11, 20), date(2024, 11, 21)
    assert rules.striking_off("registered", two, two, date(2026, 11, 20), LAW).clear
    assert rules.striking_off("registered", less, two, date(2026, 11, 20), LAW).barred
    assert rules.striking_off("registered", two, None, date(2026, 11, 20), LAW).barred
    assert rules.striking_off("licence_revoked", two, two, date(2026, 11, 20), LAW).barred


# ---- as acts ----


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def revoked(subject: Subject) -> Subject:
    """The company lost its licence in 2020; it was entered in 2018."""
    restated(subject, "licence_revoked", REVOKED)
    return subject


@pytest.fixture
def old(scene: Scene) -> Subject:
    return revoked(entity(day=date(2018, 5, 2)))


def announced(scene: Scene, subject: Subject) -> Any:
    return do("compulsory_deregistration.start", None, scene.world.officer, subject=subject.pk).proceeding


def test_ninety_days_then_a_decision_served_by_publication(scene: Scene, old: Subject) -> None:
    row = announced(scene, old)
    assert (row.due_limit, row.standing_since) == ("registry.compulsory_dereg_announcement", REVOKED)
    row = do("compulsory_deregistration.end_announcement", row.pk).proceeding
    with pytest.raises(NotAllowed):
        do("compulsory_deregistration.decide", row.pk, scene.world.officer)
    do("compulsory_deregistration.decide", row.pk, scene.world.head)
    assert status_of(old) == "compulsorily_deregistered"
    assert shown(old, "compulsory_deregistration")
    with acting_as(CLOCKWORK):
        assert Paper.objects.filter(proceeding_id=row.pk, template="registry.compulsory_decision").count() == 1


def test_an_objection_is_checked_for_its_form_only_and_holds_everything(scene: Scene, old: Subject) -> None:
    row = announced(scene, old)
    notice = shown(old, "compulsory_announcement")
    filed = do(
        "objection.file", None, scene.creditor, announcement=notice.pk, capacity="creditor", reason="尚欠工程款未付"
    ).proceeding
    assert do("objection.pass_on", filed.pk).proceeding.state == "checking"
    with pytest.raises(Conflict):
        do("compulsory_deregistration.end_announcement", row.pk)
    assert do("objection.uphold", filed.pk, scene.world.officer).proceeding.state == "upheld"
    do("compulsory_deregistration.end_by_objection", row.pk, capacity="creditor", objection="尚欠工程款未付")
    assert now(row.pk).state == "ended"
    assert status_of(old) == "licence_revoked"


def test_an_objection_without_form_changes_nothing(scene: Scene, old: Subject) -> None:
    row = announced(scene, old)
    notice = shown(old, "compulsory_announcement")
    filed = do(
        "objection.file", None, scene.creditor, announcement=notice.pk, capacity="interested", reason="我就是不同意"
    ).proceeding
    do("objection.pass_on", filed.pk)
    do("objection.dismiss", filed.pk, scene.world.officer, answer="未说明利害关系和事实")
    assert do("compulsory_deregistration.end_announcement", row.pk).proceeding.state == "deciding"


def test_restored_as_it_stood_before_the_compulsory_deregistration(scene: Scene, old: Subject) -> None:
    row = announced(scene, old)
    do("compulsory_deregistration.end_announcement", row.pk)
    do("compulsory_deregistration.decide", row.pk, scene.world.head)
    given = {"subject": old.pk, "ground": "compulsory", "story": "公司尚有未了结的诉讼，需恢复主体资格"}
    asked = do("restoration.ask_back", None, scene.creditor, **given).proceeding
    do("restoration.restore", asked.pk, scene.world.head)
    assert status_of(old) == "licence_revoked"
    with acting_as(CLOCKWORK):
        assert Subject.objects.get(pk=old.pk).closed_on is None
    with pytest.raises(Incomplete):
        do("restoration.ask_back", None, scene.creditor, **given)


def test_the_register_is_annotated_by_one_officer_and_confirmed_by_another(scene: Scene) -> None:
    given = {
        "subject": scene.firm.pk,
        "entry": "licence_revoked",
        "decided_on": "2025-01-15",
        "source": "川市监罚〔2025〕3号",
        "detail": "无正当理由自行停业连续六个月以上",
    }
    row = do("annotation.propose", None, scene.world.colleague, **given).proceeding
    with pytest.raises(NotAllowed):
        do("annotation.enter", row.pk, scene.world.colleague)
    do("annotation.enter", row.pk, scene.world.head)
    assert status_of(scene.firm) == "licence_revoked"
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(pk=scene.firm.pk)
        assert queries.status_since(subject) == (date(2025, 1, 15), "annotation")


def annotated(scene: Scene, subject: Subject, **given: Any) -> None:
    values = {"subject": subject.pk, "decided_on": "2024-11-01", "source": "川异常〔2024〕1号"} | given
    row = do("annotation.propose", None, scene.world.officer, **values).proceeding
    do("annotation.enter", row.pk, scene.world.head)


def test_a_firm_that_cannot_be_reached_is_struck_off_and_may_be_put_back(scene: Scene) -> None:
    with pytest.raises(Incomplete):
        do("striking_off.notify", None, scene.world.officer, subject=scene.firm.pk)
    annotated(scene, scene.firm, entry="unreachable")
    annotated(scene, scene.firm, entry="no_tax_filing")
    row = do("striking_off.notify", None, scene.world.officer, subject=scene.firm.pk).proceeding
    assert row.due_limit == "registry.striking_off_publicity"
    do("striking_off.end_announcement", row.pk)
    row = do("striking_off.strike_off", row.pk, scene.world.head).proceeding
    assert (status_of(scene.firm), row.due_limit) == ("struck_off", "registry.striking_off_remedy")
    do("striking_off.put_back", row.pk, scene.world.officer, reason="已变更住所并补报纳税")
    assert status_of(scene.firm) == "registered"
    with acting_as(CLOCKWORK):
        assert not Remark.objects.filter(subject=scene.firm, until=None).exists()


def test_after_six_months_there_is_no_way_back(scene: Scene) -> None:
    for kind in ("unreachable", "no_tax_filing"):
        annotated(scene, scene.firm, entry=kind)
    row = do("striking_off.notify", None, scene.world.officer, subject=scene.firm.pk).proceeding
    do("striking_off.end_announcement", row.pk)
    do("striking_off.strike_off", row.pk, scene.world.head)
    do("striking_off.end_remedy", row.pk)
    with pytest.raises(Conflict):
        do("striking_off.put_back", row.pk, scene.world.officer, reason="已变更住所并补报纳税")


def test_a_special_mark_comes_and_goes(scene: Scene, old: Subject) -> None:
    annotated(scene, old, entry="separately_recorded")
    with acting_as(CLOCKWORK):
        assert MarketEntity.objects.get(pk=old.pk).mark == "separately_recorded"
    annotated(scene, old, entry="mark_removed")
    with acting_as(CLOCKWORK):
        assert MarketEntity.objects.get(pk=old.pk).mark == ""


# ---- batches ----


def test_a_batch_opens_a_proceeding_for_each_firm_that_fits_and_for_no_other(scene: Scene, old: Subject) -> None:
    fresh = entity(day=date(2018, 5, 2))
    restated(fresh, "licence_revoked", timezone.localdate() - timedelta(days=900))
    business("周口市川汇区样和百货店", date(2018, 1, 1))
    leaving_already = revoked(entity(day=date(2018, 5, 2)))
    announced(scene, leaving_already)
    elsewhere = revoked(entity(day=date(2018, 5, 2), authority="411624"))
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=elsewhere.pk).update(division_code="411624")
        found = list(queries.cleanup_candidates("revoked", "411602", "411603", LAW))
    assert [(s.pk, s.since) for s in found] == [(old.pk, REVOKED)]
    batch = do("cleanup.open_batch", None, scene.world.officer, criterion="revoked").proceeding
    assert batch.firms == 1
    row = do("compulsory_deregistration.start", None, subject=old.pk, batch=batch.pk).proceeding
    with acting_as(CLOCKWORK):
        assert CompulsoryDeregistration.objects.get(batch=batch).pk == row.pk
        assert [n for _label, n in now(batch.pk).progress()] == [1]
    with pytest.raises(Conflict):
        do("cleanup.close_batch", batch.pk, scene.world.officer)
    do("compulsory_deregistration.stop", row.pk, scene.world.officer, reason="公司已自行申请注销")
    assert do("cleanup.close_batch", batch.pk, scene.world.officer).proceeding.state == "closed"


def test_a_batch_that_finds_nobody_is_not_opened(scene: Scene) -> None:
    with pytest.raises(Incomplete):
        do("cleanup.open_batch", None, scene.world.officer, criterion="unreachable")


def test_unreachable_firms_need_both_remarks_for_two_years(scene: Scene) -> None:
    annotated(scene, scene.firm, entry="unreachable")
    with acting_as(CLOCKWORK):
        assert not queries.cleanup_candidates("unreachable", "411602", "411603", LAW).exists()
    annotated(scene, scene.firm, entry="no_tax_filing")
    with acting_as(CLOCKWORK):
        assert queries.cleanup_candidates("unreachable", "411602", "411603", LAW).count() == 1
        assert not StrikingOff.objects.exists()


def test_the_name_of_who_left_stays_blocked_for_a_year() -> None:
    gone = Subject(status="deregistered", closed_on=date(2026, 2, 28))
    assert queries.name_blocked_until(gone, LAW) == date(2027, 2, 28)
    assert queries.name_blocked_until(Subject(), LAW) is None


def test_annotations_do_not_lie_in_the_future(scene: Scene) -> None:
    with pytest.raises(Incomplete):
        annotated(scene, scene.firm, entry="unreachable", decided_on=in_days(1))
