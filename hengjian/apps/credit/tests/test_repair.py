"""One application for every list and penalty (国市监信规〔2021〕3号; Order 45, art. 14; Order 44, art. 16)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.credit import queries
from hengjian.apps.credit.rules import repair as rules
from hengjian.apps.credit.tests.builders import (
    applied,
    checked,
    do,
    entries,
    listed,
    machine,
    on_day,
    published,
    reload,
    repaired,
    run_out,
    seriously_listed,
)
from hengjian.apps.registry.models import Dispatch
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Clock, Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.testing import World

LAW = LawOn(date(2026, 11, 20))
TODAY = date(2026, 11, 20)
KINDS = ["penalty", "abnormal", "marked", "special", "serious", "list"]


@given(st.sampled_from(KINDS), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(-400, 400))
def test_what_is_granted_has_met_every_condition(
    kind: str, severe: bool, performed: bool, on_list: bool, again: bool, days: int
) -> None:
    earliest = TODAY + timedelta(days=days) if kind in ("penalty", "serious", "list") else None
    facts = rules.RepairFacts(kind, TODAY, earliest, severe, performed, on_list, again)
    if rules.repairable(facts, LAW).barred:
        return
    if kind not in rules.LISTED:
        assert performed
        assert not on_list
        assert not again
        assert days <= 0
    if kind == "penalty":
        assert not severe


def test_a_revoked_repair_bars_a_new_one_and_a_running_one_too() -> None:
    assert rules.repairable(rules.RepairFacts("abnormal", TODAY, banned_until=TODAY), LAW).barred
    assert rules.repairable(rules.RepairFacts("abnormal", TODAY, banned_until=TODAY - timedelta(1)), LAW).clear
    assert rules.repairable(rules.RepairFacts("abnormal", TODAY, running="川信修1号"), LAW).barred


def test_the_list_of_abnormal_operations_has_the_shorter_time() -> None:
    assert rules.limit_of(["penalty", "abnormal"]) == "credit.abnormal_removal"
    assert rules.limit_of(["penalty", "serious"]) == "credit.repair_decide"


@pytest.mark.django_db
class TestActs:
    def old_penalty(self, world: World, subject: Subject, days: int = 500, **values: object) -> None:
        with on_day(timezone.localdate() - timedelta(days=days)):
            published(world, subject, **values)

    def test_one_application_takes_back_list_and_penalty_at_once(self, world: World, subject: Subject) -> None:
        self.old_penalty(world, subject)
        listed(subject)
        row = applied(world, subject, *entries(subject))
        assert row.due_limit == "credit.repair_accept"
        row = checked(world, row)
        assert row.due_limit == "credit.abnormal_removal"
        row = repaired(world, row)
        assert row.state == "restored"
        assert queries.standing(subject.pk) == []
        shown = Disclosure.objects.filter(act_id__in=[e.act_id for e in entries(subject)])
        assert all(d.withdrawn_at for d in shown)
        with acting_as(CLOCKWORK):
            assert Dispatch.objects.filter(subject=subject, topic="credit.repaired").count() == 2

    def test_when_the_list_is_settled_the_rest_has_fifteen_days_from_the_same_beginning(
        self, world: World, subject: Subject
    ) -> None:
        self.old_penalty(world, subject)
        listed(subject)
        penalty, entry = entries(subject)
        row = checked(world, applied(world, subject, penalty, entry))
        with acting_as(CLOCKWORK):
            begun = Clock.objects.get(proceeding_id=row.pk, ended_at=None).started_at
        given = {"granted": [str(entry.pk)], "reason": "已恢复联系"}
        row = do(world.colleague, "credit_repair.decide_repair", row.pk, **given).proceeding
        assert row.state == "checking"
        assert row.due_limit == "credit.repair_decide"
        with acting_as(CLOCKWORK):
            assert Clock.objects.get(proceeding_id=row.pk, ended_at=None).started_at == begun
        given = {"refused": [str(penalty.pk)], "reason": "罚款未缴清"}
        assert do(world.colleague, "credit_repair.decide_repair", row.pk, **given).proceeding.state == "restored"
        assert [e.kind for e in queries.standing(subject.pk)] == ["penalty"]

    def test_a_penalty_is_not_repaired_before_its_time_nor_a_severe_one_at_all(
        self, world: World, subject: Subject
    ) -> None:
        self.old_penalty(world, subject, 200)  # food: a year
        with pytest.raises(Incomplete) as refused:
            applied(world, subject, *entries(subject))
        assert "entries" in refused.value.fields
        [one] = queries_of(subject)
        assert one.earliest is not None
        assert not one.ready

    def test_without_promise_nothing_is_taken(self, world: World, subject: Subject) -> None:
        listed(subject)
        given = {"subject": subject.pk, "entries": [str(entries(subject)[0].pk)], "explanation": "已经改正"}
        with pytest.raises(Incomplete) as refused:
            do(world.enterprise, "credit_repair.apply", **given)
        assert "promise" in refused.value.fields

    def test_who_checked_does_not_decide_and_nothing_unchecked_is_granted(self, world: World, subject: Subject) -> None:
        listed(subject)
        row = applied(world, subject, *entries(subject))
        do(world.colleague, "credit_repair.take_up_repair", row.pk)
        given = {"granted": [str(entries(subject)[0].pk)], "reason": "符合条件"}
        with pytest.raises(Incomplete):
            do(world.head, "credit_repair.decide_repair", row.pk, **given)
        do(world.colleague, "credit_repair.check_repair", row.pk, checked="材料属实")
        with pytest.raises(NotAllowed):
            do(world.colleague, "credit_repair.decide_repair", row.pk, **given)

    def test_a_serious_entry_is_removed_early_after_a_year(self, world: World, subject: Subject) -> None:
        day = timezone.localdate() - timedelta(days=500)
        with on_day(day):
            row = seriously_listed(world, subject)
        [entry] = entries(subject, kind="serious")
        repaired(world, checked(world, applied(world, subject, entry)))
        assert reload(row).state == "lifted"
        assert not queries.listed(subject.pk).serious

    def test_false_material_brings_everything_back_and_bars_a_year(self, world: World, subject: Subject) -> None:
        self.old_penalty(world, subject)
        listed(subject)
        row = repaired(world, checked(world, applied(world, subject, *entries(subject))))
        done = do(world.head, "credit_repair.revoke", row.pk, ground="false_material", reason="缴款凭证系伪造")
        assert done.proceeding.barred_until is not None
        penalty, abnormal = entries(subject)
        machine("recorded_penalty.publish_again", penalty.proceeding_id)
        listed(subject, abnormal.cause, found="信用修复被撤销，恢复列入")
        assert {e.kind for e in queries.standing(subject.pk)} == {"penalty", "abnormal"}
        with pytest.raises(Incomplete):
            applied(world, subject, *queries.standing(subject.pk, "abnormal"))

    def test_a_promise_kept_for_a_year_settles_it(self, world: World, subject: Subject) -> None:
        listed(subject)
        row = repaired(world, checked(world, applied(world, subject, *entries(subject))))
        assert run_out(row).state == "settled"


def queries_of(subject: Subject) -> list[queries.Repairable]:
    with acting_as(CLOCKWORK):
        return queries.repairs_of(subject, timezone.localdate(), LawOn(timezone.localdate()))
