"""行政许可 from filing to decision, article by article of the Licensing Law."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from hengjian.apps.licensing.models import Permit
from hengjian.apps.licensing.procedures import PermitApplication
from hengjian.apps.licensing.rules.numbers import is_number
from hengjian.apps.licensing.tests.builders import (
    accepted,
    applied,
    do,
    machine,
    permit_for,
    reload,
    request,
    the_permit,
    visited,
)
from hengjian.kernel import deadline, issue
from hengjian.kernel.clock import SHANGHAI
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Act, Clock, Disclosure, Paper, PaperRecord, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, make_subject

pytestmark = pytest.mark.django_db
OWN = "permit_application"


def due_of(limit: str, start: datetime) -> datetime | None:
    return deadline.reckon(limit, LawOn(timezone.localdate()), start)[1].due


def test_a_permit_is_granted_with_number_paper_publication_and_term(world: World, subject: Subject) -> None:
    permit = permit_for(world, subject)
    assert is_number(permit.number)
    assert permit.number.startswith("JY2411602")
    assert permit.valid_until == permit.valid_from.replace(year=permit.valid_from.year + 5) - timedelta(days=1)
    with acting_as(CLOCKWORK):
        assert issue.papers_of(permit.act_id) == 1
        paper = Paper.objects.get(act_id=permit.act_id)
        assert (paper.template, paper.data["permit_number"]) == ("licensing.permit", permit.number)
        assert PaperRecord.objects.get(act_id=permit.act_id).ended_at is None
        assert Disclosure.objects.get(act_id=permit.act_id).article == "《行政许可法》第四十条"


@pytest.mark.parametrize(
    ("values", "field", "fact"),
    [
        ({"item": "LI-999"}, "item", "list|清单"),  # Regulation on Optimising the Business Environment, art. 40
        ({"item": "LI-054"}, "item", "卫生健康"),
        ({"item": "LI-039"}, "item", "abolished|取消"),
        ({"item": "LI-029"}, "item", "industrial|工业"),
        ({"materials": ["application", "tax_certificate"]}, "materials", "tax_certificate"),  # Licensing Law, art. 31
        ({"category": ""}, "category", "category|类别"),
        ({"content": "热食\U0001f35c"}, "content", "\U0001f35c"),
    ],
)
def test_what_is_not_on_the_list_is_refused_and_leaves_nothing(
    world: World, subject: Subject, values: dict[str, object], field: str, fact: str
) -> None:
    with pytest.raises(Incomplete) as refused:
        applied(world, subject, **values)
    assert field in refused.value.fields
    assert any(word in refused.value.fields[field] for word in fact.split("|"))
    with acting_as(CLOCKWORK):
        assert not Act.objects.exists()


def test_without_a_published_guide_nothing_can_be_filed(world: World, subject: Subject) -> None:
    """Licensing Law, art. 30: published before use."""
    with acting_as(CLOCKWORK):
        from_guides = Permit._meta.get_field("item").related_model
        from_guides.objects.get(pk="LI-003").guides.update(withdrawn_at=timezone.now())
    with pytest.raises(Incomplete) as refused:
        applied(world, subject)
    assert "第三十条" in refused.value.article


def test_only_for_ones_own_business(world: World) -> None:
    other = make_subject("周口市川汇区样泰百货店")
    with pytest.raises(Incomplete) as refused:
        applied(world, other)
    assert "subject" in refused.value.fields


def test_the_same_permit_is_not_applied_for_twice(world: World, subject: Subject) -> None:
    row = applied(world, subject)
    with pytest.raises(Incomplete) as refused:
        applied(world, subject)
    assert row.number in refused.value.fields["item"]


def test_art_32_five_working_days_to_say_what_is_missing_else_accepted_as_of_receipt(
    world: World, subject: Subject
) -> None:
    row = applied(world, subject)
    assert row.due == due_of("licensing.supplement_notice", row.opened_at)
    with acting_as(CLOCKWORK):
        Clock.objects.filter(proceeding=row).update(due=timezone.now())
    assert run_clock() == 1
    row = reload(row)
    assert row.state == "examination"
    assert row.due == due_of("licensing.food_operation_decision", row.opened_at)


def test_art_32_the_time_to_decide_counts_from_the_receipt_also_when_days_have_passed(
    world: World, subject: Subject
) -> None:
    row = applied(world, subject)
    received = datetime(2026, 9, 24, 10, tzinfo=SHANGHAI)
    with acting_as(CLOCKWORK):
        PermitApplication.objects.filter(pk=row.pk).update(received_at=received)
    row = machine(f"{OWN}.deem_accepted", row.pk).proceeding
    assert row.due == due_of("licensing.food_operation_decision", received)
    assert timezone.localdate(row.due).isoformat() == "2026-10-15"


def test_art_32_all_that_is_missing_is_told_at_once(world: World, subject: Subject) -> None:
    row = applied(world, subject, materials=["application"])
    do(world.officer, f"{OWN}.request_correction", row.pk, missing=["layout"])
    do(world.enterprise, f"{OWN}.correct", row.pk, materials=["layout"])
    with pytest.raises(Incomplete) as refused:
        do(world.officer, f"{OWN}.request_correction", row.pk, missing=["systems"])
    assert "第三十二条" in refused.value.article


@pytest.mark.parametrize("missing", [["tax_certificate"], ["licence"], []])
def test_art_31_nothing_beyond_the_list_and_nothing_shared_is_demanded(
    world: World, subject: Subject, missing: list[str]
) -> None:
    row = applied(world, subject)
    with pytest.raises(Incomplete) as refused:
        do(world.officer, f"{OWN}.request_correction", row.pk, missing=missing)
    assert "missing" in refused.value.fields


def test_tolerance_accepts_now_and_ends_the_application_if_nothing_is_brought(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=subject.pk).update(opened_on=timezone.localdate())  # no green channel yet
    row = applied(world, subject, materials=["application", "layout"])
    with pytest.raises(Incomplete):
        do(world.officer, f"{OWN}.accept", row.pk, tolerate=False)
    row = do(world.officer, f"{OWN}.accept", row.pk, tolerate=True).proceeding
    assert row.owed == ["systems", "health"]
    assert row.owed_by == due_of("licensing.tolerance", timezone.now())
    with pytest.raises(Incomplete):
        do(world.head, f"{OWN}.grant", visited(world, row).pk)
    assert machine(f"{OWN}.tolerance_over", row.pk).proceeding.state == "refused"


def test_what_was_owed_and_brought_lets_the_application_go_on(world: World, subject: Subject) -> None:
    row = accepted(world, subject, materials=["application", "layout"])
    do(world.enterprise, f"{OWN}.bring_owed", row.pk, materials=["systems", "health"])
    assert machine(f"{OWN}.tolerance_over", row.pk).proceeding.state == "examination"


def test_what_must_not_be_missing_bars_acceptance(world: World, subject: Subject) -> None:
    row = applied(world, subject, materials=["application"])
    with pytest.raises(Incomplete):
        do(world.officer, f"{OWN}.accept", row.pk, tolerate=True)


def test_art_34_one_officer_alone_does_not_visit(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    with pytest.raises(Incomplete) as refused:
        do(world.officer, f"{OWN}.announce_visit", row.pk, companion=world.officer.officer_id, day="2026-11-25")
    assert "companion" in refused.value.fields


def test_what_must_be_visited_is_not_granted_unseen_nor_after_a_failed_check(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    with pytest.raises(Incomplete):
        do(world.head, f"{OWN}.grant", row.pk)
    visited(world, row, passed=False)
    with pytest.raises(Incomplete):
        do(world.head, f"{OWN}.grant", row.pk)


def test_who_visited_does_not_decide(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    given = {"companion": world.officer.officer_id, "day": "2026-11-25"}
    do(world.colleague, f"{OWN}.announce_visit", row.pk, **given)
    do(world.colleague, f"{OWN}.record_visit", row.pk, passed=True, finding="符合要求")
    with pytest.raises(NotAllowed):
        do(world.colleague, f"{OWN}.grant", row.pk)
    assert do(world.head, f"{OWN}.grant", row.pk).proceeding.state == "granted"


def test_art_42_the_head_prolongs_once_and_the_time_counts_from_the_same_beginning(
    world: World, subject: Subject
) -> None:
    row = accepted(world, subject)
    with acting_as(CLOCKWORK):
        began = Clock.objects.get(proceeding=row, ended_at=None).started_at
    with pytest.raises(NotAllowed):
        do(world.colleague, f"{OWN}.prolong", row.pk, reason="需进一步核实场所情况")
    row = do(world.head, f"{OWN}.prolong", row.pk, reason="需进一步核实场所情况").proceeding
    assert row.due == due_of("licensing.food_operation_decision_extended", began)
    with pytest.raises(Conflict):
        do(world.head, f"{OWN}.prolong", row.pk, reason="仍需核实场所情况")
    row = visited(world, row)
    assert row.due == due_of("licensing.food_operation_decision_extended", began)


@pytest.mark.parametrize(
    ("first", "back", "given"),
    [
        ("ask_experts", "record_expertise", ({"question": "工艺流程是否合理"}, {"opinion": "工艺流程合理"})),
        ("call_hearing", "close_hearing", ({"reason": "相邻住户的重大利益"}, {"minutes": "双方陈述完毕"})),
    ],
)
def test_art_45_experts_and_hearings_do_not_count(
    world: World, subject: Subject, first: str, back: str, given: tuple[dict[str, str], dict[str, str]]
) -> None:
    row = accepted(world, subject)
    clock = Clock.objects
    with acting_as(CLOCKWORK):
        pk = clock.get(proceeding=row, ended_at=None).pk
    stopped = do(world.officer, f"{OWN}.{first}", row.pk, **given[0]).proceeding
    assert stopped.due is None
    assert stopped.stopped_since is not None
    after = do(world.officer, f"{OWN}.{back}", row.pk, **given[1]).proceeding
    assert after.due is not None
    assert after.due >= row.due
    with acting_as(CLOCKWORK):
        running = clock.get(proceeding=row, ended_at=None)
    assert running.pk == pk
    assert len(running.stops) == 1


def test_art_78_false_material_bars_a_new_application_for_a_year(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    do(world.head, f"{OWN}.refuse", row.pk, reason="健康证明系伪造", falsehood=True)
    with pytest.raises(Incomplete) as refused:
        applied(world, subject)
    assert timezone.localdate().replace(year=timezone.localdate().year + 1).isoformat() in refused.value.fact


def test_a_refusal_says_reasons_articles_and_remedies(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    done = do(world.head, f"{OWN}.refuse", row.pk, reason="场所与卫生间直接相通", falsehood=False)
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(act_id=done.act_id)
        assert paper.data["grounds"] == ["场所与卫生间直接相通"]
        assert issue.papers_of(done.act_id) == 1


def test_the_promise_is_half_in_the_green_channel_and_goes_with_a_breach(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    assert row.green
    assert "3" in row.green_reason
    short = row.promised_by
    row = machine(f"{OWN}.leave_green_channel", row.pk).proceeding
    assert not row.green
    assert row.promised_by > short


def test_the_window_officer_files_for_a_business_of_the_place(world: World) -> None:
    other = make_subject("周口市川汇区样泰百货店")
    done = do(world.officer, f"{OWN}.file", **request(other))
    assert done.proceeding.code == "411602"
    with pytest.raises(Incomplete):
        do(world.stranger, f"{OWN}.file", **request(make_subject("周口市川汇区样安百货店")))


def test_the_permit_is_the_one_of_its_act(world: World, subject: Subject) -> None:
    permit = permit_for(world, subject)
    assert the_permit(permit.act_id).state == "valid"
