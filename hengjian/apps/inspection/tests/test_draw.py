"""A draw from the plan to the list of names, and everything that can go wrong on the way (docs/draw.md)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hengjian.apps.inspection import engine
from hengjian.apps.inspection.actions import draws as acts
from hengjian.apps.inspection.facts import VISITS
from hengjian.apps.inspection.models import DrawnSubject, DrawRow, RecusalFact, SubjectTag
from hengjian.apps.inspection.procedures import SpecialWatch
from hengjian.apps.inspection.queries import draws as reads
from hengjian.apps.inspection.queries import public_bundle, rosters
from hengjian.apps.inspection.rules.locked import salt
from hengjian.apps.inspection.rules.seed import commitment
from hengjian.apps.inspection.rules.selection import floor_count, ticket
from hengjian.kernel.ledger.keys import verifier as ledger_key
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Disclosure, Proceeding, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound, Refusal
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import again

from .builders import concluded, recorded
from .draws import Scene, do, enrol, make_scene, subjects, value_of
from .stranger import checked

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_a_draw_is_held_and_a_stranger_recomputes_it(scene: Scene) -> None:
    draw = scene.held()
    assert draw.state == "drawn"
    with acting_as(CLOCKWORK):
        seal("sha256")
        names = list(DrawnSubject.objects.filter(draw=draw))
    with acting_as(scene.world.nobody):
        said = checked(public_bundle(draw), key=ledger_key("sha256").vkey)
    assert "plan and result stand in the ledger, the plan first" in said
    assert f"{len(names)}/{len(names)} rows drawn again, all the same" in said
    assert len(names) >= 6
    assert all(len(set(one.officers)) == 2 for one in names)


def test_the_database_draws_what_python_draws(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = scene.revealed()
    monkeypatch.setattr(acts, "PURE_UP_TO", 0)
    do(CLOCKWORK, "draw.hold", pk)
    with acting_as(scene.world.nobody):
        assert checked(public_bundle(scene.published(pk)))
    assert engine.TICKET["postgresql"]


def test_the_leaves_made_in_the_database_are_those_of_the_page(scene: Scene) -> None:
    pk = scene.prepared()
    do(scene.world.officer, "draw.lock_rosters", pk)
    with acting_as(scene.world.officer):
        number, key = scene.draw(pk).number, reads.secret(pk)
        rows = rosters.frozen_rows(pk, number, key, salt)
    assert len(rows) == 60
    assert [leaf for leaf, row in rows.items() if row.leaf != leaf] == []


def test_strata_follow_the_risk_class_and_nobody_is_drawn_twice_within_a_year(scene: Scene) -> None:
    first = scene.held()
    with acting_as(CLOCKWORK):
        gone = set(DrawnSubject.objects.filter(draw=first).values_list("subject_id", flat=True))
        where = dict(
            DrawRow.objects.filter(proceeding_id=first.proceeding_id).values_list("subject__risk__grade", "stratum")
        )
    assert where == {"A": "1", "B": "2", "C": "3", "D": "4", None: "2"}
    second = scene.held()
    with acting_as(CLOCKWORK):
        out = set(
            DrawRow.objects.filter(proceeding_id=second.proceeding_id, stratum="0").values_list("subject_id", flat=True)
        )
        again = set(DrawnSubject.objects.filter(draw=second).values_list("subject_id", flat=True))
    assert out == gone
    assert again & gone == set()
    assert second.number != first.number


def test_a_subject_under_special_watch_weighs_more_until_the_stated_day(scene: Scene) -> None:
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(name="周口市川汇区样7号店")
    until = timezone.localdate() + timedelta(days=90)
    given = {"subject": subject.pk, "reason": "一年内两次抽检不合格", "until": until}
    pk = do(scene.world.officer, "special_watch.propose", **given).proceeding.pk
    do(scene.world.head, "special_watch.enter", pk)
    draw = scene.announced()
    with acting_as(CLOCKWORK):
        assert DrawRow.objects.get(proceeding_id=draw, subject=subject).stratum == "5"
    weights = {s["name"]: s["weight"] for s in scene.published(draw).plan["strata"]}
    assert weights["5"] == 2 * weights["4"]
    do(scene.world.head, "special_watch.lift", pk, reason="连续抽检合格")
    later = scene.announced()
    with acting_as(CLOCKWORK):
        assert DrawRow.objects.get(proceeding_id=later, subject=subject).stratum != "5"
        assert SpecialWatch.objects.get(pk=pk).state == "ended"


def test_a_watch_needs_an_end_within_a_year(scene: Scene) -> None:
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(name="周口市川汇区样7号店")
    late = timezone.localdate() + timedelta(days=400)
    with pytest.raises(Incomplete) as refused:
        do(scene.world.officer, "special_watch.propose", subject=subject.pk, reason="投诉较多", until=late)
    assert "until" in refused.value.fields


def test_an_officer_who_declared_a_relation_is_never_sent_there(scene: Scene) -> None:
    who = scene.teams[0]
    with acting_as(CLOCKWORK):
        near = list(Subject.objects.filter(name__startswith="周口市川汇区样").order_by("pk")[:50])
        RecusalFact.objects.bulk_create(
            RecusalFact(subject=s, officer_id=who.officer_id or 0, relation="亲属", declared_on=timezone.localdate())
            for s in near
        )
    draw = scene.held(total=20)
    with acting_as(CLOCKWORK):
        rows = list(DrawnSubject.objects.filter(draw=draw, subject__in=near))
    assert rows
    assert [r for r in rows if any("检查员0" in name for name in r.officers)] == []


def test_rosters_are_not_locked_when_no_team_could_be_found(scene: Scene) -> None:
    pk = scene.prepared(skill="special_equipment")
    with pytest.raises(Incomplete) as refused:
        do(scene.world.officer, "draw.lock_rosters", pk)
    assert "special_equipment" in refused.value.fact
    assert scene.draw(pk).state == "prepared"
    with pytest.raises(Incomplete) as too_many:
        do(scene.world.officer, "draw.lock_rosters", scene.prepared(total=50))
    assert "80" in too_many.value.fact  # four officers carry twenty visits each


def test_the_constraint_that_blocks_the_teams_makes_the_draw_void_and_is_named(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hengjian.apps.inspection.queries.preview.look", _without_finding(acts.preview.look))
    pk = scene.revealed(total=50)
    do(CLOCKWORK, "draw.hold", pk)
    draw = scene.published(pk)
    assert draw.state == "void"
    assert "检查员" in draw.void_reason
    assert scene.draw(pk).state == "void"


def _without_finding(look: Any) -> Any:
    def blind(*given: Any) -> Any:
        seen = look(*given)
        return type(seen)(**{**vars(seen), "finding": type(seen.finding)()})

    return blind


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"department": ""}, "department"),
        ({"witness": ""}, "witness"),
        ({"witness": "head"}, "witness"),
        ({"witness": "nobody-here"}, "witness"),
        ({"department": "411602"}, "department"),
        ({"task": 0}, "task"),
        ({"public_value": "", "department": "", "department_account": ""}, "department"),
    ],
)
def test_two_departments_and_an_outsider_make_the_seed(scene: Scene, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Incomplete) as refused:
        scene.prepared(**given)
    assert field in refused.value.fields


def test_only_the_named_parties_seal_and_each_its_own_value_once(scene: Scene) -> None:
    pk = scene.prepared()
    do(scene.world.officer, "draw.lock_rosters", pk)
    number = scene.draw(pk).number
    own = commitment(number, "周口市川汇区市场监督管理局", value_of("周口市川汇区市场监督管理局"))
    do(scene.world.officer, "draw.seal_value", pk, commitment=own)
    with pytest.raises(NotAllowed):
        do(scene.world.colleague, "draw.seal_value", pk, commitment="0" * 64)
    with pytest.raises(Incomplete):  # copied from another party
        do(scene.world.city, "draw.seal_value", pk, commitment=own)
    for outsider in (scene.world.stranger, scene.world.citizen, scene.world.enterprise):
        with pytest.raises(NotFound):
            do(outsider, "draw.seal_value", pk, commitment="1" * 64)
    with pytest.raises(Conflict):
        do(scene.world.head, "draw.publish_rule", pk)


def test_another_authority_takes_part_by_share(scene: Scene) -> None:
    pk = scene.prepared(department="411624")
    do(scene.world.officer, "draw.lock_rosters", pk)
    number = scene.draw(pk).number
    with acting_as(CLOCKWORK):
        seen = Proceeding.objects.get(pk=pk).shares.values_list("authority_code", flat=True)
        assert list(seen) == ["411624"]
    guest = again(scene.world.stranger)
    do(guest, "draw.seal_value", pk, commitment=commitment(number, "沈丘县市场监督管理局", value_of("沈丘")))
    with pytest.raises(Refusal):
        do(guest, "draw.give_up", pk, reason="不应由协办机关放弃")


def test_another_value_than_the_sealed_one_is_refused(scene: Scene) -> None:
    pk = scene.announced()
    with pytest.raises(Incomplete) as refused:
        do(scene.witness, "draw.reveal", pk, value=value_of("somebody else"))
    assert refused.value.fields
    assert scene.draw(pk).state == "committed"


def test_who_does_not_reveal_in_time_makes_the_draw_void_and_is_named(scene: Scene, as_owner: Any) -> None:
    pk = scene.announced()
    for who, name in scene.parties()[:2]:
        do(who, "draw.reveal", pk, value=value_of(name))
    with as_owner():
        Proceeding.objects.get(pk=pk).clocks.update(due=timezone.now() - timedelta(minutes=1))
    assert run_clock() == 1
    draw = scene.published(pk)
    assert draw.state == "void"
    assert "周口市消费者协会" in draw.void_reason
    assert "市场监督管理局" not in draw.void_reason
    with acting_as(scene.world.nobody):
        told = Disclosure.objects.get(kind="draw_void")
    assert "周口市消费者协会" in told.body["reason"]
    with pytest.raises(Conflict):  # too late is too late
        do(scene.witness, "draw.reveal", pk, value=value_of("周口市消费者协会"))


def test_a_future_public_value_may_stand_for_the_witness(scene: Scene) -> None:
    pk = scene.prepared(witness="", public_value="双色球2026138期开奖号码")
    do(scene.world.officer, "draw.lock_rosters", pk)
    number = scene.draw(pk).number
    for who, name in scene.parties()[:2]:
        do(who, "draw.seal_value", pk, commitment=commitment(number, name, value_of(name)))
    do(scene.world.head, "draw.publish_rule", pk)
    for who, name in scene.parties()[:2]:
        do(who, "draw.reveal", pk, value=value_of(name))
    do(scene.world.officer, "draw.enter_public_value", pk, value="03 08 14 22 27 31 + 09", seen="中国福利彩票官网")
    do(CLOCKWORK, "draw.hold", pk)
    with acting_as(scene.world.nobody):
        assert checked(public_bundle(scene.published(pk)))


def test_who_prepared_the_draw_does_not_publish_its_rule(scene: Scene) -> None:
    pk = int(
        do(
            scene.world.colleague, "draw.prepare", task=scene.task.pk, department="4116", witness="witness"
        ).proceeding.pk
    )
    scene.sealed(pk)
    with pytest.raises(NotAllowed):
        do(scene.world.colleague, "draw.publish_rule", pk)
    do(scene.world.head, "draw.publish_rule", pk)


def test_once_published_a_draw_cannot_be_given_up(scene: Scene) -> None:
    pk = scene.announced()
    with pytest.raises(Conflict):
        do(scene.world.officer, "draw.give_up", pk, reason="结果不合意")


def test_a_roster_corrected_by_one_subject_changes_only_the_places_it_takes(scene: Scene) -> None:
    """Consistent sampling through the platform: same seed, same salts, one subject more."""
    draw = scene.held()
    with acting_as(CLOCKWORK):
        officers = rosters.frozen_officers(draw.proceeding_id)
        key = reads.secret(draw.proceeding_id)
        rows = rosters.frozen_rows(draw.proceeding_id, draw.number, key, salt)
    locked = reads.reopen(draw, officers, key)
    seed = bytes.fromhex(draw.result["seed"])  # type: ignore[index]
    before = acts.bundle.select(seed, locked.strata, locked.leaves, locked.rule.floor_ppm)
    for gone in list(rows)[:20]:
        leaves = {name: [leaf for leaf in group if leaf != gone] for name, group in locked.leaves.items()}
        after = acts.bundle.select(seed, locked.strata, leaves, locked.rule.floor_ppm)
        old = {leaf for group in before.strata.values() for leaf in group}
        new = {leaf for group in after.strata.values() for leaf in group}
        assert len(old - new) <= 1
        assert len(new - old) <= 1


def test_officers_of_another_county_do_not_carry_this_draw(scene: Scene) -> None:
    enrol(scene.world.stranger)
    pk = scene.prepared()
    do(scene.world.officer, "draw.lock_rosters", pk)
    assert scene.draw(pk).officers_size == 4


def test_new_subjects_do_not_enter_a_locked_roster(scene: Scene) -> None:
    pk = scene.prepared()
    do(scene.world.officer, "draw.lock_rosters", pk)
    subjects(5, first=500)
    assert sum(scene.draw(pk).sizes.values()) == 60
    with pytest.raises(Conflict):
        do(scene.world.officer, "draw.lock_rosters", pk)


def test_a_draw_becomes_checks_and_is_closed_when_the_visits_are_over(scene: Scene) -> None:
    pk = scene.held().proceeding_id
    with pytest.raises(Incomplete):
        do(scene.world.officer, "draw.send_officers", pk, by=timezone.localdate() - timedelta(days=1))
    do(scene.world.officer, "draw.send_officers", pk, by=timezone.localdate() + timedelta(days=20))
    assert scene.draw(pk).state == "dispatched"
    with pytest.raises(Incomplete):
        do(scene.world.head, "draw.close", pk)


def test_canteens_are_drawn_by_their_tag() -> None:
    scene = make_scene(20, items=["catering-02"], share=50)
    with acting_as(CLOCKWORK):
        some = list(Subject.objects.filter(name__startswith="周口市川汇区样").order_by("pk")[:6])
        SubjectTag.objects.bulk_create(
            SubjectTag(subject=s, tag="食堂", since=timezone.localdate(), source="t") for s in some
        )
    draw = scene.held()
    with acting_as(CLOCKWORK):
        assert DrawRow.objects.filter(proceeding_id=draw.proceeding_id).count() == 6
        assert set(DrawnSubject.objects.filter(draw=draw).values_list("subject_id", flat=True)) <= {s.pk for s in some}


def test_a_task_is_drawn_in_its_months_only() -> None:
    month = timezone.localdate().month
    other = 1 if month > 1 else 12
    scene = make_scene(5, since_month=other, until_month=other)
    with pytest.raises(Incomplete) as refused:
        scene.prepared()
    assert "task" in refused.value.fields


def test_the_lake_tells_which_visits_pure_chance_chose(scene: Scene) -> None:
    """The floor is one plain random sample over all strata: the smallest tickets of all rows that may be drawn."""
    draw = scene.held()
    with acting_as(CLOCKWORK):
        rows = {bytes(r.leaf): r for r in DrawRow.objects.filter(proceeding_id=draw.proceeding_id)}
        names = list(DrawnSubject.objects.filter(draw=draw).values_list("subject_id", flat=True))
    seed, few = bytes.fromhex(draw.result["seed"]), floor_count(len(rows), draw.plan["floor_ppm"])
    chance = {rows[leaf].subject_id for leaf in sorted(rows, key=lambda leaf: ticket(seed, leaf))[:few]}
    assert 0 < few < len(names)
    for n, pk in enumerate(names):
        with acting_as(CLOCKWORK):
            subject = Subject.objects.get(pk=pk)
        check = recorded(scene.world, subject, *(["registration_items-01-q01"] if n == 0 else []), source=draw.number)
        concluded(scene.world, check, "8" if n == 0 else "1")
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute(VISITS.sql())
        found = {one[1]: one for one in cursor.fetchall()}
    assert {pk for pk, one in found.items() if one[4] == "chance"} == chance
    assert {pk for pk, one in found.items() if one[6]} == {names[0]}
    assert set(found) == set(names)
