"""Two registered letters that come back make an address unreachable (Order 68, art. 9)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from hengjian.apps.credit.rules.letters import second
from hengjian.apps.credit.tests.builders import do, entries, firm, run_out
from hengjian.kernel import tasks as kernel_tasks
from hengjian.kernel.law import LawOn
from hengjian.kernel.principal import step_back
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.testing import make_world

FIRST = date(2026, 3, 2)
BACK = {"said": "退回，收件人不在，无人签收"}


@given(st.integers(-5, 60))
def test_the_second_letter_counts_from_the_fifteenth_to_the_thirtieth_day(days: int) -> None:
    found = second(FIRST, FIRST + timedelta(days=days), LawOn(FIRST))
    assert found.clear == (15 <= days <= 30)
    assert all(g.article for g in found.grounds)


@pytest.mark.django_db
def test_two_letters_that_come_back_put_the_firm_on_the_list() -> None:
    world = make_world()
    subject, today = firm(world), timezone.localdate()
    posted = {
        "subject": subject.pk,
        "address": "七一路8号",
        "postal_no": "XA1",
        "posted_on": today - timedelta(days=20),
    }
    row = do(world.officer, "contact_letter.post_letter", **posted).proceeding
    do(world.officer, "contact_letter.first_came_back", row.pk, **BACK)
    with pytest.raises(Refusal) as early:
        do(world.officer, "contact_letter.post_second", row.pk, postal_no="XA2", posted_on=today - timedelta(days=9))
    assert "posted_on" in early.value.fields
    do(world.officer, "contact_letter.post_second", row.pk, postal_no="XA2", posted_on=today - timedelta(days=5))
    assert do(world.officer, "contact_letter.second_came_back", row.pk, **BACK).proceeding.state == "unreachable"
    step_back()  # as the worker, which is in no scope
    [job] = ProcrastinateJob.objects.filter(task_name="kernel.do", args__name="credit.abnormal_listing.enter")
    kernel_tasks.do(**job.args)
    assert [e.cause for e in entries(subject, ended_on=None)] == ["unreachable_domicile"]


@pytest.mark.django_db
def test_a_letter_that_is_not_followed_in_time_counts_no_longer() -> None:
    world = make_world()
    subject = firm(world)
    given_ = {"subject": subject.pk, "address": "七一路8号", "postal_no": "XA1", "posted_on": timezone.localdate()}
    row = do(world.officer, "contact_letter.post_letter", **given_).proceeding
    assert run_out(row).state == "lapsed"
    assert entries(subject) == []
