"""告知承诺 and the check after the grant (国办发〔2020〕42号); filings and their clean-up."""

import pytest
from django.utils import timezone

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import Permit, PermitItem
from hengjian.apps.licensing.procedures import PostCheck
from hengjian.apps.licensing.rules.numbers import is_number
from hengjian.apps.licensing.tests.builders import (
    accepted,
    applied,
    check_due,
    committed,
    do,
    machine,
    reload,
    request,
    the_permit,
)
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Act, Clock, Disclosure, PaperRecord, Setting, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


def ordered(world: World, row: PostCheck) -> PostCheck:
    given = {"companion": world.colleague.officer_id, "finding": "未设置冷藏设施"}
    found: PostCheck = do(world.officer, "post_check.order_correction", row.pk, **given).proceeding
    return found


def run_out(row: PostCheck) -> PostCheck:
    with acting_as(CLOCKWORK):
        Clock.objects.filter(proceeding_id=row.pk, ended_at=None).update(due=timezone.now())
    run_clock()
    found: PostCheck = reload(row)
    return found


def broken(world: World, permit: Permit) -> PostCheck:
    """From the check to the withdrawal of the permit."""
    row = run_out(ordered(world, check_due(permit)))
    found: PostCheck = do(
        world.head, "post_check.withdraw_permit", row.pk, reason="逾期未整改，不符合承诺的条件"
    ).proceeding
    return found


def test_the_permit_is_given_at_once_and_a_check_is_due_from_that_day(world: World, subject: Subject) -> None:
    permit = committed(world, subject)
    assert (permit.state, permit.mode) == ("valid", "informed_commitment")
    row = check_due(permit)
    with acting_as(CLOCKWORK):
        granted = Act.objects.get(pk=permit.act_id).at
    assert row.due == deadline.reckon("licensing.post_check", LawOn(timezone.localdate()), granted)[1].due


def test_without_the_promise_there_is_no_permit(world: World, subject: Subject) -> None:
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "commitment.commit", **request(subject, promise=False))
    assert "promise" in refused.value.fields


def test_an_item_that_takes_no_commitment_takes_the_ordinary_way(world: World, subject: Subject) -> None:
    given = request(subject, item="LI-011", category="", promise=True, materials=[])
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "commitment.commit", **given)
    assert "item" in refused.value.fields


def test_a_met_commitment_is_confirmed_by_two_officers(world: World, subject: Subject) -> None:
    row = check_due(committed(world, subject))
    alone = {"companion": world.officer.officer_id, "finding": "符合承诺"}
    with pytest.raises(Incomplete):
        do(world.officer, "post_check.confirm", row.pk, **alone)
    given = {"companion": world.colleague.officer_id, "finding": "符合承诺"}
    assert do(world.officer, "post_check.confirm", row.pk, **given).proceeding.state == "confirmed"


def test_a_correction_in_time_keeps_the_permit(world: World, subject: Subject) -> None:
    permit = committed(world, subject)
    row = ordered(world, check_due(permit))
    do(world.enterprise, "post_check.report_correction", row.pk, report="已增设冷藏柜两台")
    given = {"companion": world.colleague.officer_id, "finding": "已整改到位"}
    assert do(world.officer, "post_check.confirm", row.pk, **given).proceeding.state == "confirmed"
    assert the_permit(permit.act_id).state == "valid"


def test_not_corrected_in_time_the_permit_is_withdrawn_and_the_credit_file_shows_it(
    world: World, subject: Subject
) -> None:
    permit = committed(world, subject)
    row = broken(world, permit)
    assert row.state == "withdrawn"
    assert the_permit(permit.act_id).state == "annulled"
    with acting_as(world.nobody):
        found = queries.breaches(subject.pk)
        assert [d.kind for d in found] == ["commitment_breach"]
        assert PaperRecord.objects.get(act_id=permit.act_id).ended_at is not None
        assert Disclosure.objects.get(act_id=permit.act_id).withdrawn_at is not None


def test_who_broke_a_commitment_takes_the_ordinary_way_and_no_green_channel(world: World, subject: Subject) -> None:
    broken(world, committed(world, subject))
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "commitment.commit", **request(subject, promise=True))
    assert "promise" in refused.value.fields
    row = applied(world, subject)
    assert not row.green
    assert "违反告知承诺" in row.green_reason


def test_a_breach_asks_running_applications_to_leave_the_green_channel(world: World, subject: Subject) -> None:
    permit = committed(world, subject)
    other = accepted(world, subject, item="LI-005", category="", materials=["application", "layout", "health"])
    assert other.green
    broken(world, permit)
    assert not machine("permit_application.leave_green_channel", other.pk).proceeding.green


def test_who_ordered_the_correction_does_not_withdraw(world: World, subject: Subject) -> None:
    row = check_due(committed(world, subject))
    given = {"companion": world.officer.officer_id, "finding": "未设置冷藏设施"}
    row = do(world.colleague, "post_check.order_correction", row.pk, **given).proceeding
    row = run_out(row)
    with pytest.raises(NotAllowed):
        do(world.colleague, "post_check.withdraw_permit", row.pk, reason="逾期未整改")


def test_a_check_is_only_dropped_when_the_permit_has_ended(world: World, subject: Subject) -> None:
    row = check_due(committed(world, subject))
    with pytest.raises(Conflict):
        do(world.officer, "post_check.drop", row.pk, reason="无需再核查")


def test_a_filing_is_on_record_on_the_spot(world: World, subject: Subject) -> None:
    given = request(subject, item="LI-004", category="1", materials=["application", "form"])
    row = do(world.enterprise, "record_filing.file", **given).proceeding
    permit = the_permit(machine("record_filing.record", row.pk).act_id)
    assert permit.number.startswith("YB1411602")
    assert is_number(permit.number)
    assert permit.valid_until is None


def test_an_incomplete_filing_is_told_what_is_missing(world: World, subject: Subject) -> None:
    given = request(subject, item="LI-004", category="1", materials=["application"])
    row = do(world.enterprise, "record_filing.file", **given).proceeding
    assert machine("record_filing.record", row.pk).proceeding.state == "incomplete"


def filed(world: World, subject: Subject) -> Permit:
    given = request(subject, item="LI-004", category="1", materials=["application", "form"])
    row = do(world.enterprise, "record_filing.file", **given).proceeding
    return the_permit(machine("record_filing.record", row.pk).act_id)


def test_a_wrong_filing_is_struck_if_it_is_not_corrected(world: World, subject: Subject) -> None:
    permit = filed(world, subject)
    row = do(world.officer, "filing_cleanup.question", permit=permit.number, fault="经营项目含散装食品").proceeding
    assert run_out(row).state == "struck"
    assert the_permit(permit.act_id).state == "cancelled"


def test_a_corrected_filing_gets_a_new_receipt_under_its_number(world: World, subject: Subject) -> None:
    permit = filed(world, subject)
    row = do(world.officer, "filing_cleanup.question", permit=permit.number, fault="经营项目含散装食品").proceeding
    do(world.enterprise, "filing_cleanup.amend", row.pk, content="仅销售预包装食品")
    fresh = the_permit(machine("filing_cleanup.enter_correction", row.pk).act_id)
    assert (fresh.number, fresh.content, fresh.state) == (permit.number, "仅销售预包装食品", "valid")
    assert the_permit(permit.act_id).state == "replaced"


def test_a_permit_is_not_cleaned_up_as_a_filing(world: World, subject: Subject) -> None:
    permit = committed(world, subject)
    with pytest.raises(Incomplete):
        do(world.officer, "filing_cleanup.question", permit=permit.number, fault="经营项目不符")


# ---- pilot free-trade zones ----


@pytest.mark.parametrize(
    ("zones", "mode"),
    [
        (None, "optimised_approval"),
        ([], "optimised_approval"),
        (["4101"], "optimised_approval"),
        (["411624", "411602"], "informed_commitment"),
        (["41"], "informed_commitment"),
    ],
)
def test_in_a_pilot_zone_an_item_has_the_mode_of_the_zones_own_list(
    world: World, zones: list[str] | None, mode: str
) -> None:
    """自贸试验区涉企经营许可事项清单: an administrator says which divisions are zones."""
    with acting_as(CLOCKWORK):
        if zones is not None:
            Setting.objects.create(key="licensing.pilot_zones", value=zones)
        agency, shops = PermitItem.objects.get(pk="LI-048"), PermitItem.objects.get(pk="LI-011")
        assert queries.mode_at(agency, "411602") == mode
        assert queries.by_commitment(agency, "411602") == (mode == "informed_commitment")
        assert queries.mode_at(shops, "411602") == shops.mode  # the zone's list says nothing else of it


def test_what_a_zone_gives_on_a_commitment_takes_the_ordinary_way_elsewhere(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        PermitItem.objects.filter(pk="LI-011").update(zone_mode="informed_commitment")
        materials = [m.key for m in queries.materials_of(PermitItem.objects.get(pk="LI-011"))]
    given = request(subject, "LI-011", category="", materials=materials, promise=True)
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "commitment.commit", **given)
    assert list(refused.value.fields) == ["item"]
    with acting_as(CLOCKWORK):
        Setting.objects.create(key="licensing.pilot_zones", value=["411602"])
    assert do(world.enterprise, "commitment.commit", **given).proceeding.state == "promised"
