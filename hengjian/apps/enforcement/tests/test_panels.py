"""Experts and files by lot, conferences, laboratory reports, supervision, guiding cases, wrong cases, interference."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.actions.corrections import record_interference
from hengjian.apps.enforcement.models import Expert, InterferenceRecord
from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.enforcement.rules import lots
from hengjian.apps.enforcement.rules.recusal import must_stand_back
from hengjian.apps.inspection.queries import lots as lots_of
from hengjian.kernel import files, uploads
from hengjian.kernel.models import Act, Checkpoint, Disclosure, Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import again, signed_in

from .around import Around, days_ago

pytestmark = pytest.mark.django_db
QUESTION = "检出物质是否属于超范围使用食品添加剂"


@pytest.fixture
def around() -> Around:
    return Around()


def experts(count: int, **values: Any) -> list[Expert]:
    with acting_as(CLOCKWORK):
        return [
            Expert.objects.create(name=f"样专家{n}", unit="样研究所", fields=["food"], **values) for n in range(count)
        ]


def called(around: Around, wanted: int = 2, **given: Any) -> Any:
    return around.by("officer", "expert_panel.call_experts", field="food", question=QUESTION, wanted=wanted, **given)


def drawn(around: Around, wanted: int = 2) -> Any:
    row = called(around, wanted)
    around.seal()
    return around.by("officer", "expert_panel.draw_experts", row.pk)


def test_nobody_is_drawn_before_the_frozen_roster_stands_in_a_signed_checkpoint(around: Around) -> None:
    experts(5)
    row = called(around)
    with pytest.raises(Conflict):
        around.by("officer", "expert_panel.draw_experts", row.pk)
    around.seal()
    assert len(around.by("officer", "expert_panel.draw_experts", row.pk).drawn) == 2


def test_a_stranger_can_draw_again_from_roster_and_root(around: Around) -> None:
    experts(8)
    row = drawn(around, 3)
    with acting_as(CLOCKWORK):
        assert Checkpoint.objects.filter(root=row.root).exists()
    assert lots.frozen("enforcement.expert_panel", row.roster) == row.roster_hash
    assert lots_of(lots.seed(row.root, row.roster_hash), row.roster, 3) == row.drawn


def test_an_expert_recused_from_the_firm_is_not_on_the_roster(around: Around) -> None:
    [one] = experts(1, recused_from=[around.subject.name])
    others = experts(2)
    row = called(around, 2, about=around.number)
    assert set(row.roster) == {str(e.pk) for e in others}
    assert str(one.pk) not in row.roster


def test_a_panel_needs_a_field_or_a_permit_and_says_what_it_is_about(around: Around) -> None:
    experts(3, items=["LI-101"])
    with pytest.raises(Incomplete):
        around.by("officer", "expert_panel.call_experts", question=QUESTION, wanted=1)
    given = {"item": "LI-101", "purpose": "wrong_case", "about": around.number, "question": QUESTION, "wanted": 2}
    row = around.by("officer", "expert_panel.call_experts", **given)
    assert (row.about_id, len(row.roster)) == (around.penalty.pk, 3)
    with acting_as(around.world.officer):
        assert register.drawn_for(around.penalty.pk) == []
        around.seal()
    around.by("officer", "expert_panel.draw_experts", row.pk)
    with acting_as(around.world.officer):
        drawn = register.drawn_for(around.penalty.pk)
        assert [register.panels_of(one).count() for one in drawn] == [1, 1]


@pytest.mark.parametrize(
    ("unit", "declared", "party", "recused"),
    [
        ("样检验所", [], "样公司", False),
        ("样公司", [], "样公司", True),
        ("样公司周口分公司", [], "样公司", True),
        ("样检验所", ["样公司"], "样公司", True),
        ("样检验所", ["样公司"], "", False),
    ],
)
def test_an_expert_stands_back_from_employer_and_declared(
    unit: str, declared: list[str], party: str, recused: bool
) -> None:
    assert must_stand_back(unit, declared, party) is recused


def test_administrators_keep_the_register_and_nothing_typed_is_lost(around: Around) -> None:
    client = signed_in(again(around.world.admin))
    given = {"name": "评审甲", "unit": "样检验所", "fields": ["devices"], "items": ["LI-101"], "active": "on"}
    given |= {"recused_from": "样公司\n样店"}
    refused = client.post("/enforcement/experts/enter/", given | {"unit": ""})
    assert (refused.status_code, "样公司\n样店" in refused.content.decode()) == (422, True)
    assert client.post("/enforcement/experts/enter/", given).status_code == 302
    assert client.post("/enforcement/experts/enter/", given).status_code == 422  # the same person twice
    with acting_as(CLOCKWORK):
        [one] = Expert.objects.filter(name="评审甲")
    assert (one.recused_from, one.items) == (["样公司", "样店"], ["LI-101"])
    assert client.post(f"/enforcement/experts/{one.pk}/change/", given | {"active": ""}).status_code == 302
    with acting_as(CLOCKWORK):
        assert not register.known("devices").exists()
    assert signed_in(again(around.world.officer)).post("/enforcement/experts/enter/", given).status_code == 403


def test_who_declines_is_followed_by_the_next_ticket(around: Around) -> None:
    experts(5)
    row = drawn(around)
    order = lots_of(lots.seed(row.root, row.roster_hash), row.roster, 5)
    row = around.by("officer", "expert_panel.replace_expert", row.pk, expert=order[0], said="与当事人有合作")
    assert row.drawn == [order[1], order[2]]


def test_the_panel_is_concluded_with_every_opinion_on_file(around: Around) -> None:
    experts(4)
    row = drawn(around)
    with pytest.raises(Conflict):
        around.by("officer", "expert_panel.conclude_panel", row.pk, conclusion="属于超范围使用")
    for key in row.drawn:
        around.by("officer", "expert_panel.keep_opinion", row.pk, expert=key, said="属于超范围使用")
    row = around.by("officer", "expert_panel.conclude_panel", row.pk, conclusion="属于超范围使用")
    assert row.state == "concluded"
    assert len(row.opinions) == 2
    assert (
        around.by("officer", "expert_panel.call_experts", field="food", question=QUESTION, wanted=1).state
        == "fixed_roster"
    )


def test_too_few_experts_are_said_to_be_too_few(around: Around) -> None:
    experts(1)
    with pytest.raises(Incomplete) as refused:
        called(around, 3)
    assert "wanted" in refused.value.fields


def withdrawn(around: Around) -> None:
    around.machine("credit.recorded_penalty.set_aside", around.penalty.pk, reason="错案纠正")


def test_files_are_drawn_by_lot_and_nobody_marks_a_file_of_ones_own(around: Around) -> None:
    withdrawn(around)
    plan = {"since": days_ago(30), "until": days_ago(0), "kinds": ["credit.recorded_penalty"], "wanted": 1}
    row = around.by("head", "file_review.plan_review", **plan)
    around.seal()
    row = around.by("head", "file_review.draw_files", row.pk)
    assert row.drawn == [str(around.penalty.pk)]
    with pytest.raises(Conflict):
        around.by("head", "file_review.end_files", row.pk, summary="均已合格")
    with acting_as(around.world.head):
        drawn = [value for label, value in row.facts() if around.penalty.number in str(value)]
    assert len(drawn) == 1, "the file that was drawn is named, and its number leads to it, before it is marked"
    around.by("head", "file_review.mark_file", row.pk, file=row.drawn[0], score=88, faults="送达回证缺签名")
    row = around.by("head", "file_review.end_files", row.pk, summary="平均88分")
    assert row.state == "reviewed"
    assert row.marks[row.drawn[0]]["score"] == 88


def test_a_conference_is_answered_by_who_was_asked_and_evidence_is_signed_for(around: Around) -> None:
    row = around.by("officer", "case_conference.call_conference", question="由哪一机关管辖", bodies=["411624"])
    stranger = again(around.world.stranger)
    row = around.by(stranger, "case_conference.give_opinion", row.pk, said="由行为地管辖")
    assert "沈丘" in row.opinions[0]["body"]
    with acting_as(CLOCKWORK):
        stored = files.store(b"%PDF-1.4 x", "application/pdf")
    token = uploads.token(stored.sha256, "笔录.pdf", stranger)
    around.by(stranger, "case_conference.send_evidence", row.pk, file=token, to="川汇区局")
    row = around.by("officer", "case_conference.receive_evidence", row.pk, receipt="已收")
    assert row.evidence_sent[0]["sha256"] == stored.sha256
    assert row.evidence_sent[0]["received"]
    row = around.by("officer", "case_conference.conclude_conference", row.pk, conclusion="由川汇区局管辖")
    assert row.state == "agreed"


def test_a_report_is_relied_on_while_it_is_valid(around: Around) -> None:
    given = {
        "subject": around.subject.pk, "lab": "样检验所", "accreditation": "CMA0001", "scope": "防腐剂", "sample": "酱菜",
        "result": "合格", "tested_on": days_ago(5), "valid_until": days_ago(-30), "others": ["411624"],
    }  # fmt: skip
    row = around.by("officer", "lab_report.enter_report", **given)
    row = around.by(again(around.world.stranger), "lab_report.rely", row.pk, matter="沈市监案3号")
    assert row.reliances[0]["matter"] == "沈市监案3号"
    old = around.by(
        "officer", "lab_report.enter_report", **{**given, "tested_on": days_ago(90), "valid_until": days_ago(1)}
    )
    with pytest.raises(Conflict):
        around.by("officer", "lab_report.rely", old.pk, matter="川市监案4号")


def test_an_opinion_of_supervision_must_be_answered_and_may_be_sent_back(around: Around) -> None:
    row = around.by("city", "supervision_opinion.give_supervision", about=around.number, what="公示材料不完整，请说明")
    assert (row.code, row.due_limit) == ("411602", "oversight.answer")
    row = around.by("officer", "supervision_opinion.answer_supervision", row.pk, answer="已补充公示材料")
    row = around.by("city", "supervision_opinion.reject_answer", row.pk, reason="未附证明")
    assert row.state == "issued"
    around.by("officer", "supervision_opinion.answer_supervision", row.pk, answer="已补充，证明附后")
    assert around.by("city", "supervision_opinion.accept_answer", row.pk).state == "accepted"
    with pytest.raises(NotAllowed):
        around.by("officer", "supervision_opinion.give_supervision", about=around.number, what="自己监督自己不行")


def test_a_guiding_case_is_public_and_shown_with_its_cause(around: Around) -> None:
    text = {
        "title": "某小吃店绝对化用语案",
        "happened": "店招使用最好吃字样三日",
        "rule": "影响轻微并及时改正的不予处罚",
    }
    row = around.by("officer", "guiding_case.draft_guiding", cause="ads-003", **text)
    row = around.by("head", "guiding_case.publish_guiding", row.pk)
    with acting_as(around.world.nobody):
        assert Disclosure.objects.filter(kind="guiding_case").count() == 1
    page = signed_in(around.world.citizen).get("/enforcement/causes/ads-003/").content.decode()
    assert "影响轻微并及时改正的不予处罚" in page


def examined(around: Around) -> Any:
    return around.by(
        "colleague", "wrong_case.examine_case", about=around.number, found_by="self", what="送达程序可能有误"
    )


def test_a_wrong_case_is_decided_by_another_person_and_taken_back(around: Around) -> None:
    row = examined(around)
    with pytest.raises(NotAllowed):
        around.by(
            "colleague", "wrong_case.decide_wrong_case", row.pk, wrong=True, finding="送达无效", responsibility="answer"
        )
    row = around.by(
        "head",
        "wrong_case.decide_wrong_case",
        row.pk,
        wrong=True,
        finding="送达程序确有错误",
        responsibility="tolerated",
    )
    assert row.state == "corrected"
    withdrawn(around)
    assert around.again(around.penalty).state == "withdrawn"


TOLD = {"person": "某甲", "office": "某局副局长", "asked": "要求从轻处理并撤回公示", "way": "phone"}


def told(around: Around, who: str = "officer") -> None:
    principal = getattr(around.world, who)
    with acting_as(principal):
        values = {"about": around.number, "happened_on": days_ago(1), **TOLD}
        record_interference(values, principal, timezone.localdate())


def test_interference_is_read_by_heads_and_supervisors_only(around: Around) -> None:
    told(around)
    for who, rows in {
        "officer": 0,
        "colleague": 0,
        "head": 1,
        "city": 1,
        "stranger": 0,
        "enterprise": 0,
        "admin": 0,
    }.items():
        with acting_as(getattr(around.world, who)):
            try:
                with transaction.atomic():
                    found = InterferenceRecord.objects.count()
            except DatabaseError:
                found = 0
        assert found == rows, who


def test_interference_cannot_be_changed_by_anybody(around: Around) -> None:
    told(around)
    with acting_as(around.world.head), pytest.raises(DatabaseError), transaction.atomic():
        InterferenceRecord.objects.update(way="other")
    with acting_as(around.world.head), pytest.raises(DatabaseError), transaction.atomic():
        InterferenceRecord.objects.all().delete()


def test_reading_the_record_stands_in_the_ledger_and_what_it_says_does_not(around: Around) -> None:
    told(around)
    client = signed_in(around.world.head)
    assert "要求从轻处理" not in client.get("/enforcement/interference/").content.decode()
    assert "要求从轻处理" in client.post("/enforcement/interference/", {"read": "1"}).content.decode()
    with acting_as(CLOCKWORK):
        acts = Act.objects.filter(name__startswith="enforcement.interference").select_related("content")
        assert sorted(a.name.rpartition(".")[2] for a in acts) == ["read", "record"]
        assert all("某甲" not in str(a.content.body) for a in acts)


def test_a_handler_reads_nothing_even_by_asking(around: Around) -> None:
    told(around)
    client = signed_in(around.world.officer)
    assert "要求从轻处理" not in client.post("/enforcement/interference/", {"read": "1"}).content.decode()


def test_what_is_stored_is_sealed(around: Around) -> None:
    told(around)
    with acting_as(around.world.head):
        [raw] = InterferenceRecord.objects.extra(select={"raw": "person"}).values_list("raw", flat=True)
    assert "某甲" not in raw


def test_the_gaps_of_a_range_are_found_with_few_queries(around: Around, django_assert_max_num_queries: Any) -> None:
    with acting_as(around.world.head):
        rows = list(queries.duties.watched(around.world.head))
        with django_assert_max_num_queries(4):
            queries.gaps_of(rows)


def test_a_matter_that_was_never_filed_as_a_case_owes_none_of_its_duties() -> None:
    row = Proceeding(pk=-1, procedure="enforcement.case", state="not_filed", closed_at=timezone.now())
    with acting_as(CLOCKWORK):
        assert queries.gaps_of([row]) == []
        row.state = "handed_over"
        assert {gap.kind for gap in queries.gaps_of([row])} == {"step", "recording"}
