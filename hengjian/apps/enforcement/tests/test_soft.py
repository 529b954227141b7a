"""Soft enforcement: said, acknowledged, followed up; reminders to many with receipt and measured change."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.enforcement.models import ReminderRow
from hengjian.apps.enforcement.procedures import Lead
from hengjian.kernel.demo import moment
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import again, make_subject

from .around import Around

pytestmark = pytest.mark.django_db
WORD = {"kind": "reminder", "what": "临期食品未单独陈列", "demand": "设立专区"}
TEXT = "近期临期食品投诉增多，请自查并设立专区。"


@pytest.fixture
def around() -> Around:
    return Around()


def said(around: Around, **given: Any) -> Any:
    return around.by("officer", "soft_measure.say_softly", subject=around.subject.pk, **{**WORD, **given})


def test_the_firm_acknowledges_and_promises_and_the_follow_up_says_whether_it_helped(around: Around) -> None:
    row = said(around)
    assert row.due_limit == "soft.receipt"
    row = around.by("enterprise", "soft_measure.acknowledge", row.pk, promise="三日内完成")
    assert (row.state, row.due_limit, row.promise) == ("watched", "soft.promise", "三日内完成")
    row = around.by("officer", "soft_measure.follow_up", row.pk, helped=True, found="专区已设立")
    assert row.state == "effective"


def test_a_talk_needs_a_record(around: Around) -> None:
    with pytest.raises(Incomplete) as refused:
        said(around, kind="talk")
    assert "record" in refused.value.fields
    assert said(around, kind="talk", talked_with="店长", record="已说明").state == "said"


def test_what_did_not_help_goes_on_as_a_lead(around: Around) -> None:
    row = said(around)
    row = around.by("officer", "soft_measure.follow_up", row.pk, helped=False, found="仍未设立", as_lead=True)
    assert row.state == "ineffective"
    with acting_as(CLOCKWORK):
        lead = Lead.objects.get(source_proceeding=row.pk)
    assert lead.subject_id == around.subject.pk


def test_a_firm_elsewhere_is_not_in_ones_charge(around: Around) -> None:
    other = make_subject("沈丘县样店", code="411624")
    with pytest.raises(Incomplete):
        around.by("officer", "soft_measure.say_softly", subject=other.pk, **WORD)


def codes(around: Around, count: int) -> list[Subject]:
    return [make_subject(f"样{n}店", name_code) for n, name_code in enumerate(["411602"] * count)]


def coded(*subjects: Subject) -> str:
    with acting_as(CLOCKWORK):
        for n, subject in enumerate(subjects):
            Subject.objects.filter(pk=subject.pk).update(code=f"92411602MA9TEST{n:02d}X")
        return "\n".join(Subject.objects.filter(pk__in=[s.pk for s in subjects]).values_list("code", flat=True))  # type: ignore[arg-type]


def reminded(around: Around, text: str) -> Any:
    row = around.by("officer", "bulk_reminder.remind_many", origin="codes", codes=text, text=TEXT)
    return around.machine("enforcement.bulk_reminder.send_reminders", row.pk)


def test_every_firm_named_is_reminded_and_its_receipt_noted(around: Around) -> None:
    row = reminded(around, coded(around.subject, *codes(around, 2)))
    assert (row.firms, row.state) == (3, "sent")
    firm = again(around.world.enterprise)
    around.by(firm, "bulk_reminder.receive_reminder", row.pk)
    around.machine("enforcement.bulk_reminder.note_reading", row.pk, subject=around.subject.pk)
    with acting_as(CLOCKWORK):
        assert ReminderRow.objects.filter(received_at__isnull=False).count() == 1


def test_a_firm_does_not_see_who_else_was_reminded(around: Around) -> None:
    reminded(around, coded(around.subject, *codes(around, 2)))
    with acting_as(again(around.world.enterprise)):
        assert not ReminderRow.objects.exists()


@pytest.mark.parametrize("origin", ["codes", "leads", "warnings"])
def test_a_signal_that_concerns_nobody_reminds_nobody(around: Around, origin: str) -> None:
    with pytest.raises(Incomplete) as refused:
        around.by("officer", "bulk_reminder.remind_many", origin=origin, codes="没有", text=TEXT)
    assert set(refused.value.fields) == {"origin"}


def lead(around: Around, subject: Subject, at: Any) -> None:
    with moment(at):
        around.by("officer", "lead.enter", subject=subject.pk, source="office", what="发现问题若干")


def test_the_change_is_measured_against_all_others(around: Around) -> None:
    now = timezone.now()
    other = make_subject("样他店")
    for days in (50, 45):
        lead(around, around.subject, now - timedelta(days=days))
        lead(around, other, now - timedelta(days=days))
    text = coded(around.subject)
    with moment(now - timedelta(days=40)):
        row = reminded(around, text)
    lead(around, other, now - timedelta(days=5))
    row = around.run_out(row)
    assert row.state == "measured"
    wanted = {"before": 2, "after": 0, "others_before": 2, "others_after": 1}
    assert {key: row.result[key] for key in wanted} == wanted


def test_firms_with_a_recent_lead_are_one_signal(around: Around) -> None:
    with pytest.raises(Incomplete):
        around.by("officer", "bulk_reminder.remind_many", origin="leads", text=TEXT)
    lead(around, around.subject, timezone.now())
    assert around.by("officer", "bulk_reminder.remind_many", origin="leads", text=TEXT).firms == 1


def test_it_is_measured_once(around: Around) -> None:
    row = reminded(around, coded(around.subject))
    around.by("officer", "bulk_reminder.measure_now", row.pk)
    with pytest.raises(Conflict):
        around.by("officer", "bulk_reminder.measure_now", row.pk)
