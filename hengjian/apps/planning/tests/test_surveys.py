"""Surveys: a sample drawn by the log's root, one answer a code, nothing that ties an answer to a person, honest figures."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from hengjian.apps.inspection.queries import lots
from hengjian.apps.planning.actions.surveys import take_answers
from hengjian.apps.planning.indicators.programmes import satisfaction, survey_response
from hengjian.apps.planning.models import SurveyAnswer, SurveyInvite
from hengjian.apps.planning.queries.surveys import proof_of
from hengjian.apps.planning.rules import sampling
from hengjian.kernel.indicator import Span
from hengjian.kernel.models import Disclosure
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import make_subject, signed_in

from .programmes import Town

SAID = {"q0": "4", "q1": "9", "q2": "1", "q3": "请打13800138123问我"}


@pytest.fixture
def town(db: Any) -> Town:
    return Town()


def invites(row: Any) -> list[SurveyInvite]:
    with acting_as(CLOCKWORK):
        return list(SurveyInvite.objects.filter(proceeding_id=row.pk).order_by("stratum", "pk"))


def test_as_many_are_invited_as_margin_and_response_demand(town: Town) -> None:
    row = town.fielded()
    assert row.wanted == 370  # 385 corrected for 10,000 people
    assert [s["asked"] for s in row.strata] == [444, 296]
    assert len(invites(row)) == 740


def test_nobody_is_drawn_before_the_frame_stands_in_a_signed_checkpoint(town: Town) -> None:
    row = town.survey()
    town.do(town.city, "survey.fix_frame", row.pk, strata="川汇区，短信，6000")
    with pytest.raises(Conflict):
        town.do(town.city_head, "survey.draw_and_invite", row.pk)


def test_a_stranger_holds_the_lot_again_from_frame_and_root(town: Town) -> None:
    for n in range(30):
        make_subject(f"周口市样{n}号店", code="411602" if n % 3 else "411624")
    row = town.fielded("subjects", margin="20")
    with acting_as(town.city):
        proof = json.loads(json.dumps(proof_of(row)))
    hashed = sampling.frame_hash(sampling.frame(proof["survey"], proof["frame"]["strata"], proof["frame"]["asked"]))
    assert hashed == proof["frame_hash"]
    for stratum, members in proof["frame"]["strata"].items():
        seed = sampling.stratum_seed(proof["root"], hashed, stratum)
        drawn = lots(seed, members, proof["frame"]["asked"][stratum])
        assert sorted(drawn) == sorted(proof["drawn"][stratum])
    assert sum(len(v) for v in proof["drawn"].values()) == len(invites(row)) > 0


def test_one_code_answers_once_without_an_account_on_a_phone_page(town: Town) -> None:
    row = town.fielded()
    one = invites(row)[0]
    client = Client()
    page = client.get(f"/answer/?code={one.code.lower()}")
    assert "您对市场秩序总体满意吗" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    again = client.post("/answer/", {"code": one.code, **SAID, "q0": ""})
    assert again.status_code == 422
    assert 'value="9"' in again.content.decode()  # nothing typed is lost
    assert client.post("/answer/", {"code": one.code, **SAID}).status_code == 302
    second = client.post("/answer/", {"code": one.code, **SAID})
    assert second.status_code == 409
    assert client.get("/answer/?code=AAAAA-AAAAA").status_code == 200
    with acting_as(CLOCKWORK):
        [kept] = SurveyAnswer.objects.filter(proceeding_id=row.pk)
    assert kept.answers == {"0": 4, "1": 9, "2": 1, "3": kept.answers["3"]}
    assert "13800138123" not in kept.answers["3"]


def test_no_column_ties_an_answer_to_an_invitation() -> None:
    answer = {f.name for f in SurveyAnswer._meta.get_fields()}
    assert answer == {"id", "proceeding", "stratum", "answers", "answered_on"}
    assert "used_at" not in {f.name for f in SurveyInvite._meta.get_fields()}


def test_a_faulty_answer_leaves_the_code_unused(town: Town) -> None:
    row = town.fielded()
    one = invites(row)[0]
    with pytest.raises(Incomplete):
        take_answers(one.code, {}, timezone.localdate())
    assert not invites(row)[0].used


def test_who_has_no_scope_reads_no_answer(town: Town) -> None:
    row = town.fielded()
    take_answers(invites(row)[0].code, SAID, timezone.localdate())
    for who, seen in ((town.city, 1), (town.county, 0), (town.world.citizen, 0)):
        with acting_as(who):
            assert SurveyAnswer.objects.count() == seen, who.name


def test_the_result_is_weighted_and_says_how_sure_it_is(town: Town) -> None:
    """Six answers of 100 in the larger stratum, four of 0 in the smaller: 0.6 × 100."""
    row = town.fielded()
    codes = invites(row)
    for one in [i for i in codes if i.stratum == 0][:6]:
        take_answers(one.code, SAID | {"q0": "5"}, timezone.localdate())
    for one in [i for i in codes if i.stratum == 1][:4]:
        take_answers(one.code, SAID | {"q0": "1", "q1": "0"}, timezone.localdate())
    counted = town.run_out(row)
    r = counted.result
    assert (r["satisfaction"], r["answers"], r["invited"], r["response"]) == ("60.0", 10, 740, "1.4")
    assert r["enough"] is False
    assert [s["mean"] for s in r["strata"]] == ["100.0", ""]  # four are too few to be shown alone
    assert r["questions"][1]["value"] == "20.0"  # 60 promoters less 40 detractors
    assert r["questions"][2]["options"] == [["线下", "0.0"], ["网上", "100.0"]]
    town.do(town.city_head, "survey.publish_result", row.pk)
    with acting_as(town.city):
        found = satisfaction(Span("4116", row.law_on, row.law_on))
        response = survey_response(Span("4116", row.law_on, row.law_on))
    assert (str(found.value), found.numerator, found.denominator) == ("60.0", 10, 740)
    assert str(response.value) == "1.35"
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.get(kind="survey_result")
    for address in ("/surveys/", f"/surveys/{shown.pk}/"):
        assert "60.0" in Client().get(address).content.decode()
    assert "60.0" in signed_in(town.city).get(f"/planning/surveys/{row.pk}/").content.decode()


def test_nothing_is_published_of_a_survey_that_nobody_answered(town: Town) -> None:
    row = town.run_out(town.fielded())
    with pytest.raises(Conflict):
        town.do(town.city_head, "survey.publish_result", row.pk)
    town.do(town.city_head, "survey.drop_survey", row.pk, reason="无人作答")


def test_codes_are_handed_out_by_who_runs_it_only(town: Town) -> None:
    row = town.fielded()
    table = signed_in(town.city).get(f"/planning/surveys/{row.pk}/codes.csv").content.decode()
    assert table.count("/answer/?code=") == 740
    assert signed_in(town.county).get(f"/planning/surveys/{row.pk}/codes.csv").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM planning_surveyinvite LIMIT 1")
        stored = cursor.fetchone()
    assert stored is None or "-" not in stored[0][:11]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"questions": "不知道"}, "questions"),
        ({"questions": "推荐：会推荐吗"}, "questions"),
        ({"margin": "0"}, "margin"),
    ],
)
def test_a_questionnaire_that_cannot_be_asked_is_refused(town: Town, given: dict[str, str], field: str) -> None:
    with pytest.raises(Incomplete) as refused:
        town.survey(**given)
    assert field in refused.value.fields
