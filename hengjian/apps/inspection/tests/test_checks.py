"""A check from its ground to its published result (国发〔2019〕5号; 行政处罚法 42、55)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.inspection.actions.checks import BY_HAND
from hengjian.apps.inspection.actions.results import lead
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.apps.inspection.rules.origins import ORIGINS
from hengjian.apps.inspection.rules.results import leads
from hengjian.apps.inspection.tests.builders import (
    ITEM,
    answered,
    begun,
    concluded,
    do,
    drawn,
    entry,
    machine,
    ordered,
    recorded,
    reload,
    run_out,
    signed,
    stored,
    team,
)
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, Evidence, Officer, Party, Recusal, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
FIRST = f"{ITEM}-q01"


def assignment(world: World, subject: Subject, **more: object) -> dict[str, object]:
    given = {"subject": subject.pk, "origin": "special_field", "source": "2026年重点监管计划"}
    return given | {"items": [ITEM], "officers": team(world)} | more


def test_a_visit_without_a_draw_or_a_named_exception_is_not_opened(world: World, subject: Subject) -> None:
    for origin in ("", "because", "draw", "lead", "recheck"):
        with pytest.raises(Incomplete):
            do(world.officer, "site_check.order_check", **assignment(world, subject, origin=origin))
    with pytest.raises(Incomplete) as refused:
        do(world.officer, "site_check.order_check", **assignment(world, subject, source=""))
    assert "source" in refused.value.fields
    done = do(world.officer, "site_check.order_check", **assignment(world, subject))
    assert done.proceeding.state == "planned"


def test_every_origin_rests_on_an_article_and_the_list_is_that_of_the_contract() -> None:
    listed = "draw lead complaint special_field licence_follow_up emergency transferred recheck full_coverage "
    listed += "campaign self_check"
    assert set(ORIGINS) == set(listed.split())
    assert all(origin.article.official.startswith("《") for origin in ORIGINS.values())
    assert set(BY_HAND).isdisjoint({"draw", "lead", "recheck"})


def test_a_draw_asked_twice_sends_one_check(world: World, subject: Subject) -> None:
    assert drawn(world, subject).pk == drawn(world, subject).pk
    with acting_as(CLOCKWORK):
        assert SiteCheck.objects.count() == 1


def test_two_officers_with_certificates_that_hold(world: World, subject: Subject) -> None:
    """行政处罚法 42: not less than two."""
    with pytest.raises(Incomplete) as refused:
        do(world.officer, "site_check.order_check", **assignment(world, subject, officers=team(world)[:1]))
    assert "第四十二条" in refused.value.fields["officers"] or "42" in refused.value.fields["officers"]
    row = drawn(world, subject)
    with acting_as(CLOCKWORK):
        Officer.objects.filter(pk=world.colleague.officer_id).update(
            certificate_until=timezone.localdate() - timedelta(1)
        )
    with pytest.raises(Incomplete):
        do(world.officer, "site_check.begin", row.pk, shown=True)
    assert reload(row).state == "planned"


def test_a_recused_officer_does_not_begin(world: World, subject: Subject) -> None:
    row = drawn(world, subject)
    with acting_as(CLOCKWORK):
        Recusal.objects.create(proceeding_id=row.pk, officer_id=world.colleague.officer_id or 0, reason="近亲属")
    with pytest.raises(Incomplete):
        do(world.officer, "site_check.begin", row.pk, shown=True)


def test_only_the_team_begins_and_only_with_certificates_shown(world: World, subject: Subject) -> None:
    row = drawn(world, subject)
    with pytest.raises(NotAllowed):
        do(world.city, "site_check.begin", row.pk, shown=True)
    with pytest.raises(Incomplete):
        do(world.officer, "site_check.begin", row.pk, shown=False)
    assert begun(world, subject).shown_at is not None


def test_the_subject_does_not_see_an_unannounced_check_until_it_begins(world: World, subject: Subject) -> None:
    row = drawn(world, subject)
    with acting_as(world.enterprise):
        assert not SiteCheck.objects.exists()
    do(world.officer, "site_check.begin", row.pk, shown=True)
    with acting_as(world.enterprise):
        assert SiteCheck.objects.get().pk == row.pk


def test_a_notice_says_when_and_makes_the_subject_a_party(world: World, subject: Subject) -> None:
    row = drawn(world, subject)
    with pytest.raises(Incomplete):
        do(world.officer, "site_check.announce", row.pk, visit_on=(timezone.localdate() - timedelta(1)).isoformat())
    done = do(world.officer, "site_check.announce", row.pk, visit_on=timezone.localdate().isoformat())
    assert done.proceeding.state == "announced"
    with acting_as(CLOCKWORK):
        assert Party.objects.filter(proceeding_id=row.pk, role="entity").exists()
        assert row.papers.get().title == "检查通知书"


def test_the_record_needs_every_answer_and_both_signatures(world: World, subject: Subject) -> None:
    row = begun(world, subject)
    with pytest.raises(Incomplete):
        signed(world, row)
    answered(world, row, FIRST)
    for missing in ({"officer_signature": ""}, {"party_signature": ""}, {"party_name": ""}):
        with pytest.raises(Incomplete):
            signed(world, row, **missing)
    assert signed(world, row).state == "recorded"


def test_who_refuses_to_sign_is_recorded_with_a_witness(world: World, subject: Subject) -> None:
    row = answered(world, begun(world, subject))
    refusal = {"party_signature": "", "party_name": "", "refused": True, "reason": "称须等老板"}
    with pytest.raises(Incomplete) as refused:
        signed(world, row, **refusal)
    assert "witness" in refused.value.fields
    done = signed(world, row, **refusal, witness="社区李主任")
    assert done.signatures[1]["refused"] == "称须等老板"
    assert done.signed_by == "社区李主任"


def test_a_picture_is_evidence_with_its_time_and_place(world: World, subject: Subject) -> None:
    row = begun(world, subject)
    at = timezone.now() - timedelta(minutes=40)
    picture = {"kind": "photo", "sha256": stored(), "at": at.isoformat(), "place": "33.62,114.65 ±8m"}
    do(world.officer, "site_check.record", row.pk, entries=[entry(FIRST, **picture)])
    with acting_as(CLOCKWORK):
        kept = Evidence.objects.get(proceeding_id=row.pk)
    assert (kept.file_id, kept.place, kept.taken_at) == (stored(), "33.62,114.65 ±8m", at)


def test_a_picture_whose_bytes_have_not_arrived_is_not_taken(world: World, subject: Subject) -> None:
    row = begun(world, subject)
    with pytest.raises(Conflict):
        do(world.officer, "site_check.record", row.pk, entries=[entry(FIRST, kind="photo", sha256="0" * 64)])


def test_the_result_is_published_by_the_clock_within_twenty_working_days(world: World, subject: Subject) -> None:
    row = recorded(world, subject)
    due = deadline.reckon("checks.result_publicity", LawOn(row.law_on), row.closed_at or timezone.now())[1].due
    row = concluded(world, row, "1")
    assert row.due == due
    with acting_as(CLOCKWORK):
        assert not Disclosure.objects.exists()
    row = run_out(row)
    assert row.state == "published"
    with acting_as(world.nobody):
        shown = Disclosure.objects.get(subject=subject)
    assert shown.kind == "inspection_result"
    assert shown.body["result"] == "未发现问题"
    assert run_out(row).state == "closed"


def test_a_problem_becomes_a_lead_and_code_five_needs_its_order(world: World, subject: Subject) -> None:
    row = recorded(world, subject, FIRST)
    with pytest.raises(Incomplete):
        concluded(world, row, "5")
    with pytest.raises(Incomplete):
        concluded(world, row, "1")
    ordered(world, row)
    assert concluded(world, row, "5").codes == ["5"]


@pytest.mark.parametrize(("code", "cause"), [("2", "no_instant_info"), ("4", "unreachable_domicile"), ("8", "breach")])
def test_codes_that_must_be_pursued_carry_their_cause(world: World, subject: Subject, code: str, cause: str) -> None:
    row = concluded(world, recorded(world, subject, FIRST), code)
    assert leads([code]) == [cause]
    done = machine("enforcement.lead.hand_over_found", **lead(row, cause, row.finding))
    assert isinstance(done.proceeding, Lead)
    assert (done.proceeding.cause, done.proceeding.source_number) == (cause, row.number)


def test_an_objection_is_decided_by_somebody_else_and_the_first_result_withdrawn(
    world: World, subject: Subject
) -> None:
    row = run_out(concluded(world, recorded(world, subject, FIRST), "8"))
    do(world.enterprise, "site_check.object_to_result", row.pk, objection="当日已补齐记录，照片为证")
    with pytest.raises(NotFound):
        do(world.stranger, "site_check.decide_objection", row.pk, sustained=True, codes=["15"], reason="复核属实")
    ruling = {"sustained": True, "codes": ["15"], "reason": "复核属实，当场已改正"}
    row = do(world.head, "site_check.decide_objection", row.pk, **ruling).proceeding
    assert (row.state, row.codes) == ("concluded", ["15"])
    row = machine("site_check.publish_by_clock", row.pk).proceeding
    with acting_as(world.nobody):
        shown = list(Disclosure.objects.filter(subject=subject).order_by("pk"))
    assert [d.withdrawn_at is None for d in shown] == [False, True]


def test_who_decided_the_result_does_not_decide_the_objection(world: World, subject: Subject) -> None:
    row = recorded(world, subject)
    given = {"codes": ["1"], "finding": "检查情况见笔录"}
    do(world.colleague, "site_check.conclude", row.pk, **given)
    do(world.enterprise, "site_check.object_to_result", row.pk, objection="结果有误")
    with pytest.raises(NotAllowed):
        do(world.colleague, "site_check.decide_objection", row.pk, reason="维持原结果")


def test_a_fresh_result_of_others_answers_an_item(world: World, subject: Subject) -> None:
    row = begun(world, subject, items=(ITEM, "price-01"))
    known = {"item": "price-01", "department": "发展改革委", "number": "价检12号", "finding": "未发现问题"}
    stale = (timezone.localdate() - timedelta(days=120)).isoformat()
    with pytest.raises(Incomplete) as refused:
        do(world.officer, "site_check.recognise", row.pk, found_on=stale, **known)
    assert "found_on" in refused.value.fields
    row = do(
        world.officer, "site_check.recognise", row.pk, found_on=timezone.localdate().isoformat(), **known
    ).proceeding
    entries = [entry(q.key) for q in of_item(ITEM)]
    row = do(world.officer, "site_check.record", row.pk, entries=entries).proceeding
    assert signed(world, row).state == "recorded"


def test_papers_that_settle_it_end_the_check_without_a_visit(world: World, subject: Subject) -> None:
    row = drawn(world, subject)
    with pytest.raises(Conflict):
        do(world.officer, "site_check.end_remotely", row.pk, finding="材料一致")
    machine("site_check.compare", row.pk)
    row = do(world.officer, "site_check.end_remotely", row.pk, finding="材料一致，未发现问题").proceeding
    assert (row.state, row.method, row.codes) == ("concluded", "data", ["1"])


def test_who_is_gone_from_the_register_is_not_visited(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=subject.pk).update(status="deregistered")
    row = drawn(world, subject)
    machine("site_check.compare", row.pk)
    assert do(world.officer, "site_check.end_remotely", row.pk, finding="登记显示已注销").proceeding.codes == ["9"]


def test_calling_off_needs_a_reason(world: World, subject: Subject) -> None:
    row = drawn(world, subject)
    with pytest.raises(Incomplete):
        do(world.officer, "site_check.call_off", row.pk, reason="")
    assert do(world.officer, "site_check.call_off", row.pk, reason="与上级检查重复").proceeding.state == "called_off"
