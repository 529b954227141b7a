"""Annual reports, instant information, orders to publish and spot checks (Regulation on publicity; Orders 67 to 69)."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.credit import queries
from hengjian.apps.credit.models import ReportRound
from hengjian.apps.credit.rules import reports as rules
from hengjian.apps.credit.tasks import rounds as tasks
from hengjian.apps.credit.tests.builders import (
    COMPANY,
    do,
    entries,
    firm,
    listed,
    machine,
    on_day,
    report,
    run_out,
)
from hengjian.apps.registry.models import Dispatch, MarketEntity
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Notice, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World

LAW = LawOn(date(2026, 11, 20))


def at(year: int, today: date, **more: object) -> rules.ReportFacts:
    known: dict[str, object] = {"status": "registered", "opened_on": date(2020, 3, 1)}
    return rules.ReportFacts(year, today, **known | more)  # type: ignore[arg-type]


def test_the_report_of_a_year_is_filed_from_january_to_june_of_the_next() -> None:
    assert rules.window(2025, LAW) == (date(2026, 1, 1), date(2026, 6, 30))
    assert rules.filing(at(2025, date(2026, 1, 1)), LAW).clear
    assert rules.filing(at(2025, date(2025, 12, 31)), LAW).barred
    assert rules.filing(at(2025, date(2026, 9, 1)), LAW).clear  # late, but taken
    assert not rules.is_late(2025, date(2026, 6, 30), LAW)
    assert rules.is_late(2025, date(2026, 7, 1), LAW)


def test_the_first_report_is_due_in_the_year_after_registration() -> None:
    assert rules.owed(date(2025, 12, 31), 2025, LAW)
    assert not rules.owed(date(2026, 1, 1), 2025, LAW)
    assert not rules.owed(None, 2025, LAW)


def test_a_report_is_corrected_until_30_june_and_only_if_there_is_one() -> None:
    there = {"filed": True, "before": True}
    assert rules.filing(at(2025, date(2026, 6, 30), **there), LAW).clear
    assert rules.filing(at(2025, date(2026, 7, 1), **there), LAW).barred
    assert rules.filing(at(2025, date(2026, 5, 1), before=True), LAW).barred


def test_who_has_left_owes_nothing() -> None:
    assert rules.filing(at(2025, date(2026, 2, 1), status="deregistered"), LAW).barred
    assert rules.filing(at(2025, date(2026, 2, 1), status="dormant"), LAW).clear


@given(st.dictionaries(st.sampled_from(["phone", "insured", *rules.OPTIONAL]), st.integers(0, 9)),
       st.sets(st.sampled_from(rules.OPTIONAL)))  # fmt: skip
def test_what_an_enterprise_keeps_to_itself_is_not_shown(content: dict[str, int], agreed: set[str]) -> None:
    seen = rules.public_part(content, agreed)
    assert "insured" not in seen
    assert not (set(seen) & set(rules.OPTIONAL)) - agreed
    assert ("phone" in seen) == ("phone" in content)


@pytest.mark.django_db
class TestActs:
    def test_a_report_is_public_on_filing_and_each_department_gets_its_part(self, world: World) -> None:
        subject = firm(world)
        with on_day(date(2026, 3, 2)):
            row = report(world, subject, 2025)
        shown = Disclosure.objects.get(subject=subject, kind="annual_report")
        assert shown.body["revenue"] == "2000000"
        assert "assets" not in shown.body
        assert row.state == "passed_on"
        assert not row.late
        with acting_as(CLOCKWORK):
            sent = {d.department: d for d in Dispatch.objects.filter(subject=subject, topic="annual_report")}
        assert set(sent) == {"人力资源和社会保障部门", "海关", "统计部门", "税务部门"}
        assert sent["人力资源和社会保障部门"].payload["insured"] == 8
        assert "revenue" not in sent["人力资源和社会保障部门"].payload
        assert all(d.due for d in sent.values())

    def test_an_individual_business_keeps_its_report_to_itself_if_it_likes(self, world: World) -> None:
        subject = firm(world, "样禾餐饮店", "individual_business")
        with on_day(date(2026, 3, 2)):
            report(world, subject, 2025)
        assert not Disclosure.objects.filter(subject=subject).exists()

    def test_the_form_of_another_kind_of_business_is_refused(self, world: World) -> None:
        subject = firm(world, "样禾餐饮店", "individual_business")
        with pytest.raises(Incomplete) as refused:
            do(world.enterprise, "annual_report.file_company", subject=subject.pk, year=2025, **COMPANY)
        assert "subject" in refused.value.fields

    def test_before_and_after_a_correction_are_both_shown(self, world: World) -> None:
        subject = firm(world)
        with on_day(date(2026, 3, 2)):
            report(world, subject, 2025)
            given = {**COMPANY, "subject": subject.pk, "year": 2025, "revenue": "2100000"}
            do(world.enterprise, "annual_report.correct", **given)
        shown = Disclosure.objects.filter(subject=subject, kind="annual_report").order_by("pk")
        assert [d.body["revenue"] for d in shown] == ["2000000", "2100000"]
        assert "更正" in shown[1].title

    def test_nobody_files_for_the_business_of_another(self, world: World) -> None:
        subject = firm(world)
        with pytest.raises(Incomplete):
            do(world.citizen, "annual_report.file_company", subject=subject.pk, year=2025, **COMPANY)

    def test_instant_information_after_twenty_working_days_is_late(self, world: World) -> None:
        subject = firm(world)
        given = {"subject": subject.pk, "kind": "equity", "content": "股东变更，股权转让完成"}
        with on_day(date(2026, 11, 20)):
            early = do(world.enterprise, "instant_information.publish_instant", formed_on="2026-10-23", **given)
            late = do(world.enterprise, "instant_information.publish_instant", formed_on="2026-10-22", **given)
        assert (early.proceeding.late, late.proceeding.late) == (False, True)

    def test_an_order_that_is_not_obeyed_leads_to_the_list(self, world: World) -> None:
        subject = firm(world)
        given = {"subject": subject.pk, "kind": "equity", "what": "股权变更信息"}
        row = do(world.officer, "publicity_order.order_publicity", **given).proceeding
        row = run_out(row)
        assert row.state == "missed"
        listed(subject, "no_instant_info", found="逾期未公示股权变更信息")
        assert queries.listed(subject.pk).abnormal

    def test_an_order_obeyed_is_settled(self, world: World) -> None:
        subject = firm(world)
        given = {"subject": subject.pk, "kind": "equity", "what": "股权变更信息"}
        row = do(world.officer, "publicity_order.order_publicity", **given).proceeding
        done = do(world.enterprise, "publicity_order.fulfil", row.pk, content="股权变更：张三转让给李四")
        assert done.proceeding.state == "fulfilled"

    def test_a_false_report_is_compared_and_found(self, world: World) -> None:
        subject = firm(world)
        with on_day(date(2026, 3, 2)):
            filed = report(world, subject, 2025)
        given = {"subject": subject.pk, "about": filed.number}
        row = do(world.officer, "publicity_check.open_comparison", **given).proceeding
        found = do(world.officer, "publicity_check.find_false", row.pk, compared=["staff"], finding="实际从业3人")
        assert found.proceeding.state == "false_found"
        assert Disclosure.objects.filter(subject=subject, kind="publicity_check").count() == 1


@pytest.mark.django_db
class TestRound:
    @pytest.fixture
    def firms(self, world: World) -> list[Subject]:
        found = [firm(world, f"样禾{n}有限公司") for n in "甲乙丙"]
        shop = firm(world, "样禾小店", "individual_business")
        with acting_as(CLOCKWORK):
            for one in (*found, shop):
                MarketEntity.objects.create(
                    subject=one, trade_name="样禾", trade_pinyin="yanghe", representative="何", premises="七一路", scope="x",
                    registered_by="x",
                )  # fmt: skip
        return [*found, shop]

    def test_who_does_not_report_is_listed_once_by_the_clock_and_who_reports_is_not(
        self, world: World, firms: list[Subject]
    ) -> None:
        assert tasks.open_round(date(2026, 1, 1))
        assert not tasks.open_round(date(2026, 1, 2))
        with on_day(date(2026, 3, 2)):
            report(world, firms[0], 2025)
        assert tasks.list_missing(date(2026, 6, 30)) == 0
        with on_day(date(2026, 7, 1)):
            assert tasks.list_missing(date(2026, 7, 1)) == 3
            assert tasks.list_missing(date(2026, 7, 1)) == 0
            assert tasks.list_missing(date(2026, 7, 2)) == 0
        assert entries(firms[0]) == []
        assert [e.cause for e in entries(firms[1])] == ["no_annual_report"]
        assert [(e.kind, e.cause) for e in entries(firms[3])] == [("marked", "individual_no_report")]
        with acting_as(CLOCKWORK):
            row = ReportRound.objects.get(year=2025)
        assert (row.listed, row.closed_at is not None) == (3, True)

    def test_a_platform_that_was_not_there_lists_nobody(self, firms: list[Subject]) -> None:
        assert not tasks.open_round(date(2026, 8, 1))
        assert tasks.list_missing(date(2026, 8, 1)) == 0

    def test_a_month_before_the_end_everybody_is_reminded_once(self, world: World, firms: list[Subject]) -> None:
        tasks.open_round(date(2026, 1, 1))
        assert tasks.remind_reporters(date(2026, 5, 30)) == 0
        assert tasks.remind_reporters(date(2026, 5, 31)) == 4
        assert tasks.remind_reporters(date(2026, 6, 1)) == 0
        with acting_as(CLOCKWORK):
            assert Notice.objects.filter(user_id=world.enterprise.user_id).count() >= 1

    def test_a_mark_ends_by_itself_when_the_report_is_filed(self, world: World, firms: list[Subject]) -> None:
        tasks.open_round(date(2026, 1, 1))
        with on_day(date(2026, 7, 1)):
            tasks.list_missing(date(2026, 7, 1))
        [entry] = entries(firms[3])
        with acting_as(CLOCKWORK):
            assert queries.missing_years(firms[3], timezone.localdate(), LAW) == [2025]
        report(world, firms[3], 2025)
        with acting_as(CLOCKWORK):
            assert queries.missing_years(firms[3], timezone.localdate(), LAW) == []
        machine("abnormal_listing.remove", entry.proceeding_id, reason="已补报年度报告")
        assert not queries.listed(firms[3].pk).marked
