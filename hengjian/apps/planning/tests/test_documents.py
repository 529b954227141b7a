"""Normative documents: comments answered, legality by another, fairness, validity, filing in time, the register on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.planning.actions.documents import take_comment
from hengjian.apps.planning.indicators.programmes import documents_fairness, documents_filed, documents_filed_on_time
from hengjian.apps.planning.models import DraftComment, NormativeText
from hengjian.apps.planning.queries.documents import in_force as register
from hengjian.apps.planning.rules.documents import exception, in_force, may_issue, validity, years_after
from hengjian.kernel.indicator import Span
from hengjian.kernel.models import Clock, Disclosure
from hengjian.kernel.paper.render import render
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import signed_in

from .programmes import TEXT, Town

days = st.dates(date(2015, 1, 1), date(2090, 1, 1))


@pytest.fixture
def town(db: Any) -> Town:
    return Town()


def comment(town: Town, row: Any, text: str = "第二条施行日期建议延后一个月") -> DraftComment:
    take_comment(row.pk, text, timezone.localdate())
    with acting_as(CLOCKWORK):
        return DraftComment.objects.filter(proceeding_id=row.pk).latest("pk")


# Rules


@given(since=days, length=st.integers(-800, 4000), issued=st.integers(-30, 30))
def test_a_document_stands_five_years_at_most_and_not_before_it_is_issued(
    since: date, length: int, issued: int
) -> None:
    until, day = since + timedelta(days=length), since + timedelta(days=issued)
    clear = validity(since, until, day, 5).clear
    assert clear == (day <= since < until <= years_after(since, 5))


def test_a_leap_day_gives_way_to_the_28th() -> None:
    assert years_after(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


@given(since=days, until=days, repealed=st.none() | days, day=days)
def test_the_last_day_counts_and_the_day_of_the_repeal_does_not(
    since: date, until: date, repealed: date | None, day: date
) -> None:
    if in_force(since, until, repealed, day):
        assert since <= day <= until
        assert repealed != day
    assert in_force(since, since, None, since)
    assert not in_force(since, until, since, since)


@pytest.mark.parametrize(
    ("verdict", "touches", "fairness", "clear"),
    [
        ("lawful", True, "clear", True),
        ("lawful", True, "exception", True),
        ("lawful", False, "", True),
        ("lawful", True, "", False),
        ("lawful", True, "barred", False),
        ("amend", False, "", False),
        ("", True, "clear", False),
    ],
)
def test_nothing_is_issued_without_its_reviews(verdict: str, touches: bool, fairness: str, clear: bool) -> None:
    assert may_issue(verdict, touches, fairness).clear is clear


def test_an_exception_is_for_a_stated_time() -> None:
    day = date(2026, 5, 6)
    assert exception("exception", None, day)
    assert exception("exception", day, day)
    assert exception("exception", day + timedelta(days=1), day) is None
    assert exception("clear", None, day) is None


# Acts


def test_from_the_draft_to_the_register_and_out_of_it(town: Town) -> None:
    row = town.issued()
    today = timezone.localdate()
    [paper] = town.papers(row)
    assert render("planning.document", paper.data).startswith(b"%PDF")
    page = Client().get("/documents/").content.decode()
    assert "周市监规〔2026〕1号" in page
    filed = town.do(town.city, "normative_document.file_upward", row.pk, filed_on=str(today), filing_number="豫备1")
    assert (filed.state, filed.filed_late) == ("in_force", False)
    town.do(town.city, "normative_document.begin_evaluation", row.pk, reason="年度清理")
    given = {"evaluation": "实施情况良好，继续有效", "outcome": "keep"}
    assert town.do(town.city_head, "normative_document.decide_evaluation", row.pk, **given).state == "in_force"
    gone = town.do(town.city_head, "normative_document.repeal", row.pk, reason="被新办法替代")
    assert gone.stage.final
    assert "周市监规〔2026〕1号" not in Client().get("/documents/").content.decode()
    before = today - timedelta(days=1)
    with acting_as(CLOCKWORK):
        found = NormativeText.objects.get()
    assert "被新办法替代" in Client().get(f"/documents/{found.pk}/").content.decode()
    with acting_as(CLOCKWORK):
        assert not register(before).exists()
        NormativeText.objects.update(repealed_on=today + timedelta(days=1))
        assert register(today).exists()
    assert "1号" in Client().get("/documents/?all=yes").content.decode()
    assert Client().get("/documents/?on=2026-13-45&place=x&field=no&page=z").status_code == 200


def test_everybody_comments_without_an_account_and_every_comment_is_answered(town: Town) -> None:
    row = town.do(town.city_head, "normative_document.publish_draft", town.draft().pk)
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(kind="document_draft")
    address = f"/documents/drafts/{shown.pk}/"
    assert "第一条" in Client().get(address).content.decode()
    assert Client().post(address, {"text": "短"}).status_code == 422
    said = Client().post(address, {"text": "请联系13800138123，第二条施行过急"})
    assert said.status_code == 302
    with acting_as(CLOCKWORK):
        one = DraftComment.objects.get(proceeding_id=row.pk)
    assert "13800138123" not in one.text
    town.run_out(row)
    assert Client().get(address).status_code == 404
    with pytest.raises(Conflict):
        town.do(town.city, "normative_document.send_to_review", row.pk)
    given = {"comment": one.pk, "taken": "taken", "answer": "施行日期延后一个月"}
    town.do(town.city, "normative_document.answer_comment", row.pk, **given)
    assert town.do(town.city, "normative_document.send_to_review", row.pk).state == "reviewing"


def test_no_comment_is_taken_once_the_days_are_over(town: Town) -> None:
    row = town.do(town.city_head, "normative_document.publish_draft", town.draft().pk)
    town.run_out(row)
    with pytest.raises(Conflict):
        comment(town, row)


def test_a_comment_is_seen_by_who_is_in_charge_only(town: Town) -> None:
    row = town.do(town.city_head, "normative_document.publish_draft", town.draft().pk)
    comment(town, row)
    for who, seen in ((town.city, 1), (town.county, 0), (town.world.citizen, 0)):
        with acting_as(who):
            assert DraftComment.objects.count() == seen, who.name


def test_the_legality_of_a_draft_is_not_reviewed_by_who_wrote_it(town: Town) -> None:
    given = {
        "title": "周口市样办法", "kind": "lasting", "field": "general", "text": TEXT, "touches_business": False,
        "ground": "规范办事程序，依据上位法",
    }  # fmt: skip
    row = town.do(town.city_second, "normative_document.draft_document", **given)
    town.do(town.city_head, "normative_document.publish_draft", row.pk)
    town.run_out(row)
    town.do(town.city, "normative_document.send_to_review", row.pk)
    verdict = {"verdict": "lawful", "reason": "权限、程序、内容合法"}
    with pytest.raises(NotAllowed):
        town.do(town.city_second, "normative_document.review_legality", row.pk, **verdict)
    assert town.do(town.city_head, "normative_document.review_legality", row.pk, **verdict).state == "deciding"


def test_fifteen_working_days_for_the_legality_review(town: Town) -> None:
    """国办发〔2018〕115号: 5 to 15 working days."""
    row = town.sent()
    with acting_as(CLOCKWORK):
        clock = Clock.objects.get(proceeding_id=row.pk, ended_at=None)
    assert clock.limit == "planning.document.legality"


def test_what_is_not_lawful_or_not_fair_goes_back_and_a_changed_text_is_reviewed_anew(town: Town) -> None:
    row = town.sent()
    given = {"verdict": "amend", "reason": "第三条增设许可，无上位法依据"}
    assert town.do(town.city_second, "normative_document.review_legality", row.pk, **given).state == "considering"
    changed = town.do(town.city, "normative_document.change_text", row.pk, text=TEXT + "\n第三条　删去原第三条。")
    assert changed.verdict == ""
    town.do(town.city, "normative_document.send_to_review", row.pk)
    given = {"verdict": "lawful", "reason": "已按意见修改，内容合法"}
    town.do(town.city_second, "normative_document.review_legality", row.pk, **given)
    given = {"verdict": "exception", "reason": "为维护公共安全适用例外"}
    with pytest.raises(Incomplete) as refused:
        town.do(town.city_second, "normative_document.review_fairness", row.pk, **given)
    assert "until" in refused.value.fields
    given = {"verdict": "barred", "reason": "限定交易，排除外地经营者"}
    assert town.do(town.city_second, "normative_document.review_fairness", row.pk, **given).state == "considering"


@pytest.mark.parametrize(("kind", "years"), [("lasting", 5), ("trial", 2)])
def test_no_document_outlasts_its_term(town: Town, kind: str, years: int) -> None:
    row = town.to_decide(kind=kind)
    today = timezone.localdate()
    given = {"meeting": "局长办公会", "document_number": "周市监规〔2026〕9号", "since": str(today)}
    late = years_after(today, years) + timedelta(days=1)
    with pytest.raises(Incomplete) as refused:
        town.do(town.city_head, "normative_document.issue_document", row.pk, **given, until=str(late))
    assert "until" in refused.value.fields
    last = years_after(today, years)
    assert town.do(town.city_head, "normative_document.issue_document", row.pk, **given, until=str(last)).until == last


def test_a_number_is_given_once(town: Town) -> None:
    town.issued()
    with pytest.raises(Incomplete) as refused:
        town.issued(title="周口市另一个办法")
    assert "document_number" in refused.value.fields


def test_it_lapses_on_its_last_day_unless_it_was_prolonged(town: Town) -> None:
    row = town.issued()
    with pytest.raises(Conflict):
        town.do(CLOCKWORK, "normative_document.lapse", row.pk)
    with acting_as(CLOCKWORK):
        type(row)._base_manager.filter(pk=row.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert town.do(CLOCKWORK, "normative_document.lapse", row.pk).state == "lapsed"


def test_what_is_prolonged_stands_longer_within_the_term(town: Town) -> None:
    row = town.issued(days=100)
    today = timezone.localdate()
    town.do(town.city, "normative_document.file_upward", row.pk, filed_on=str(today), filing_number="豫备1")
    town.do(town.city, "normative_document.begin_evaluation", row.pk, reason="有效期届满前评估")
    given = {"evaluation": "实施情况良好，需要继续执行", "outcome": "prolong"}
    for until in (None, today + timedelta(days=99), years_after(today, 5) + timedelta(days=1)):
        with pytest.raises(Incomplete) as refused:
            town.do(town.city_head, "normative_document.decide_evaluation", row.pk, **given, until=until and str(until))
        assert "until" in refused.value.fields
    until = today + timedelta(days=900)
    kept = town.do(town.city_head, "normative_document.decide_evaluation", row.pk, **given, until=str(until))
    assert (kept.state, kept.until) == ("in_force", until)
    with acting_as(CLOCKWORK):
        assert register(until).exists()


def test_rates_of_filing_by_hand(town: Town) -> None:
    """Three issued, two filed, one of them late: 66.67% filed, half of the filed in time."""
    today = timezone.localdate()
    rows = [town.issued(f"周市监规〔2026〕{n}号", title=f"周口市样办法{n}") for n in (1, 2, 3)]
    for n, row in enumerate(rows[:2]):
        with acting_as(CLOCKWORK):
            early = row.opened_at - timedelta(days=30)
            type(row)._base_manager.filter(pk=row.pk).update(**({"due": early} if n else {}))
        given = {"filed_on": str(today), "filing_number": f"豫备{n}"}
        town.do(town.city, "normative_document.file_upward", row.pk, **given)
    span = Span("4116", today, today)
    with acting_as(town.city):
        assert str(documents_filed(span).value) == "66.67"
        assert str(documents_filed_on_time(span).value) == "50.00"
        assert documents_fairness(span).value == 100


def test_it_is_not_filed_before_it_was_issued_or_tomorrow(town: Town) -> None:
    row = town.issued()
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        given = {"filed_on": str(day), "filing_number": "豫备1"}
        with pytest.raises(Incomplete):
            town.do(town.city, "normative_document.file_upward", row.pk, **given)


def test_public_pages_open_in_the_office_too(town: Town) -> None:
    town.issued()
    for address in (
        "/documents/",
        "/documents/drafts/",
        "/named/",
        "/programmes/",
        "/surveys/",
        "/answer/",
        "/answer/done/",
    ):
        assert Client().get(address).status_code == 200, address
        assert signed_in(town.city).get(address).status_code == 200, address
