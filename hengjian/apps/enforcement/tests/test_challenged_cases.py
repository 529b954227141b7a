"""行政复议、行政诉讼 against the decision of a case: found by the number on its paper, asked for from the party's own page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.credit.models import PersonBan
from hengjian.apps.credit.queries import bans_known
from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.procedures import Case, PersonPenalty, Reconsideration
from hengjian.apps.enforcement.queries import sides
from hengjian.apps.enforcement.queries.decisions import decided_under
from hengjian.kernel.demo import moment
from hengjian.kernel.models import Proceeding
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import again, signed_in

from .stage import MONDAY, CaseStage, make_stage
from .test_challenges import queued
from .test_persons import PERSON, do, served
from .test_sides import says, side_of

pytestmark = pytest.mark.django_db
REVIEW: dict[str, Any] = {"body": "川汇区人民政府", "claim": "请求撤销处罚决定", "told_on": MONDAY.date().isoformat()}
REVOKED: dict[str, Any] = {"outcome": "revoked", "outcome_no": "川复决〔2026〕1号", "lesson": "送达程序须留痕"}


@pytest.fixture
def stage() -> CaseStage:
    return make_stage()


def review(stage: CaseStage, verb: str, who: Any, pk: int | None = None, **given: Any) -> Any:
    with moment(stage.at), acting_as(who):
        return perform(f"enforcement.reconsideration.{verb}", pk, given, who).proceeding


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}"])
def test_the_number_on_the_paper_leads_to_the_case(stage: CaseStage, typed: str) -> None:
    stage.served()
    number = stage.row().decision_no
    typed = typed.format(number, number.replace("〔", "[").replace("〕", "]"))
    found = decided_under(typed)
    assert found is not None
    assert found.pk == stage.pk
    row = review(stage, "enter_review", stage.world.officer, decision_no=typed, **REVIEW)
    assert row.about_id == stage.pk


def test_a_decision_that_falls_takes_its_case_with_it(stage: CaseStage) -> None:
    stage.served()
    number = stage.row().decision_no
    row = review(stage, "enter_review", stage.world.officer, decision_no=number, **REVIEW)
    review(stage, "end_review", stage.world.officer, row.pk, **REVOKED)
    assert f"{Case.key}.set_aside" in queued()


def test_the_penalty_of_a_person_falls_alone_with_its_ban(stage: CaseStage) -> None:
    pk = served(stage, ban=bans_known()[0][0])
    with acting_as(CLOCKWORK):
        assert PersonBan.objects.filter(lifted_on=None).count() == 1
    row = review(stage, "enter_review", stage.world.officer, decision_no=_of(pk).decision_no, **REVIEW)
    review(stage, "end_review", stage.world.officer, row.pk, **REVOKED)
    assert f"{PersonPenalty.key}.fall_with_case" in queued()
    do(stage, CLOCKWORK, "fall_with_case", pk, reason="复议撤销")
    assert _of(pk).state == "annulled"
    assert "credit.trade_ban.lift_ban" in queued()
    assert stage.row().state == "performing", "the decision against the business stands"


def _of(pk: int) -> PersonPenalty:
    with acting_as(CLOCKWORK):
        found: PersonPenalty = PersonPenalty.objects.get(pk=pk)
    return found


def test_art_32_the_business_asks_from_its_page_once_and_in_time(stage: CaseStage) -> None:
    stage.noticed()
    with pytest.raises(Conflict):  # nothing has been decided
        says(stage, "ask_reconsideration", claim="事实认定不清，请求撤销")
    stage.later(days=9)
    if stage.row().hearing_until:
        stage.discussed()
    stage.do(stage.world.head, "decide", reply="当事人未提出陈述、申辩意见。")
    stage.do(stage.world.officer, "serve_decision", way="direct", receiver="何小满")
    says(stage, "ask_reconsideration", claim="事实认定不清，请求撤销")
    with acting_as(CLOCKWORK):
        row = Reconsideration.objects.get()
    assert (row.about_id, row.decision_no, row.state) == (stage.pk, stage.row().decision_no, "asked")
    assert row.body == "河南省周口市川汇区人民政府"
    with pytest.raises(Conflict):
        says(stage, "ask_reconsideration", claim="事实认定不清，请求撤销")
    with acting_as(again(stage.world.enterprise)):
        assert Proceeding.objects.filter(pk=row.pk).exists()


def test_art_20_after_sixty_days_the_page_says_which_day_was_the_last(stage: CaseStage) -> None:
    stage.served()
    stage.later(days=70)
    with pytest.raises(Incomplete) as refused:
        says(stage, "ask_reconsideration", claim="事实认定不清，请求撤销")
    assert "第二十条" in str(refused.value.article)


def test_a_person_asks_by_code_and_the_business_does_not_read_it(stage: CaseStage) -> None:
    side = side_of(stage, penalty_id=served(stage))
    browser = Client()
    browser.post("/party/look/", {"code": side.query_code, "number": PERSON["id_number"]})
    with moment(stage.at):
        done = browser.post(f"/party/{side.pk}/act/ask_reconsideration/", {"claim": "本人不负直接责任"})
    assert done.status_code == 302
    assert "本人不负直接责任" in browser.get(f"/party/{side.pk}/").content.decode()
    with acting_as(CLOCKWORK):
        pk = Reconsideration.objects.get().pk
    with acting_as(again(stage.world.enterprise)):
        assert not Proceeding.objects.filter(pk=pk).exists()


def test_the_page_says_until_when_a_decision_may_be_challenged(stage: CaseStage) -> None:
    stage.served()
    view = sides.of_side(side_of(stage))
    assert view.review_until is not None
    assert view.review_until == date(2026, 5, 18), "the sixtieth day, the 17th, is a Sunday"
    page = signed_in(stage.world.enterprise).get(f"/party/{side_of(stage).pk}/").content.decode()
    assert view.review_until.isoformat() in page


def test_the_file_leads_to_what_may_begin_beside_it(stage: CaseStage) -> None:
    stage.served()
    page = signed_in(stage.world.officer).get(f"/p/{stage.pk}/").content.decode()
    assert "enforcement.reconsideration/enter_review/?decision_no=" in page
    assert "enforcement.court_case/enter_claim/?decision_no=" in page
    assert "order_capture" not in page, "nothing is investigated any more"
    assert queries.outcome(stage.pk) is not None


def test_the_list_of_duties_names_people(stage: CaseStage) -> None:
    stage.served()
    with acting_as(stage.world.officer):
        names = {c.done.by for c in queries.duties_of(stage.row()) if c.done}
    assert stage.world.officer.name in names
    assert not [name for name in names if ":" in name]
