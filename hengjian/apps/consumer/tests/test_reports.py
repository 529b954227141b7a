"""Reports: verified in time, prolonged once, handed to enforcement, and the named informant told (Order 20 art. 31)."""

from typing import Any

import pytest

from hengjian.apps.consumer.procedures import Report
from hengjian.apps.consumer.tests.builders import NAME, PHONE, SAID, do, guest, run_out, shop
from hengjian.apps.enforcement.procedures import Lead
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
TOLD = SAID | {"breach_kind": "food_unsafe", "named": True, "name": NAME, "phone": PHONE}


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


def reported(subject: Subject, **more: Any) -> Any:
    return do(guest(), "report.report", **TOLD | {"subject": subject.pk} | more).proceeding


def handed_over(world: World, subject: Subject, **more: Any) -> tuple[Any, Lead]:
    row = do(world.officer, "report.to_enforcement", reported(subject, **more).pk).proceeding
    with acting_as(CLOCKWORK):
        return row, Lead.objects.get(source_proceeding=row.pk)


def test_fifteen_working_days_once_prolonged_to_thirty(world: World, subject: Subject) -> None:
    row = reported(subject)
    assert row.due == deadline.reckon("consumer.report.verify", LawOn(row.law_on), row.opened_at)[1].due
    with pytest.raises(NotAllowed):
        do(world.officer, "report.prolong", row.pk)
    longer = do(world.head, "report.prolong", row.pk).proceeding
    assert longer.due == deadline.reckon("consumer.report.verify_extended", LawOn(row.law_on), row.opened_at)[1].due
    with pytest.raises(Conflict):
        do(world.head, "report.prolong", row.pk)


def test_a_prolonged_verification_stays_prolonged_when_it_is_handed_on(world: World, subject: Subject) -> None:
    row = reported(subject)
    longer = do(world.head, "report.prolong", row.pk).proceeding
    moved = do(world.officer, "report.to_enforcement", row.pk).proceeding
    assert (moved.due, moved.due_limit) == (longer.due, "consumer.report.verify_extended")


def test_handing_to_enforcement_keeps_the_same_clock(world: World, subject: Subject) -> None:
    row, lead = handed_over(world, subject)
    assert (row.state, row.due) == ("verifying", row.due)
    assert lead.source == "complaint"
    assert NAME not in lead.what + str(lead.facts())


def test_no_outcome_before_the_lead_is_decided(world: World, subject: Subject) -> None:
    row, lead = handed_over(world, subject)
    given = {"result": "not_filed", "reason": "未发现违法事实"}
    with pytest.raises(Conflict):
        do(world.officer, "report.record_outcome", row.pk, **given)
    do(world.colleague, "enforcement.lead.dismiss", lead.pk, ground="no_breach", decision="现场核查无此情形")
    with pytest.raises(Incomplete):
        do(world.officer, "report.record_outcome", row.pk, result="filed", reason="已立案调查")
    told = do(world.officer, "report.record_outcome", row.pk, **given).proceeding
    assert (told.state, told.due_limit) == ("to_tell", "consumer.report.tell")


def test_the_named_informant_is_told_with_form_10(world: World, subject: Subject) -> None:
    row, lead = handed_over(world, subject)
    do(world.officer, "enforcement.lead.file_case", lead.pk, cause="breach", decision="证据初步充分")
    do(world.officer, "report.record_outcome", row.pk, result="filed", reason="已立案调查")
    done = do(world.officer, "report.tell_informant", row.pk, words="你的举报已立案").proceeding
    assert done.state == "filed"
    with acting_as(guest()):
        assert Paper.objects.filter(template="consumer.result").exists()


def test_an_anonymous_report_runs_no_clock_for_an_answer(world: World, subject: Subject) -> None:
    row = reported(subject, named=False, name="", phone="")
    given = {"result": "passed_on", "reason": "属于城管部门职责", "receiver": "区城市管理局"}
    told = do(world.officer, "report.record_outcome", row.pk, **given).proceeding
    assert (told.state, told.due) == ("to_tell", None)
    done = do(world.officer, "report.tell_informant", row.pk, words="无需告知，归档").proceeding
    assert done.state == "passed_on"
    with acting_as(world.officer):
        assert not Paper.objects.filter(proceeding_id=row.pk, template="consumer.result").exists()


def test_who_wants_to_be_told_gives_a_name(subject: Subject, world: World) -> None:
    with pytest.raises(Incomplete) as caught:
        reported(subject, name="")
    assert set(caught.value.fields) == {"name", "phone"}


def test_whoever_it_is_about_never_sees_it(world: World, subject: Subject) -> None:
    row, _lead = handed_over(world, subject)
    with acting_as(world.enterprise):
        assert not Report.objects.filter(pk=row.pk).exists()
    run_out(row)  # no clock act: an overdue report stays open and is shown as overdue
    with acting_as(world.officer):
        assert Report.objects.get(pk=row.pk).state == "verifying"
