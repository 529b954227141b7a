"""撤销登记: what was obtained by fraud never was (Regulation, arts. 40-42; Rules, arts. 50-58)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.registry import queries
from hengjian.apps.registry.actions import register
from hengjian.apps.registry.models import EntityVersion, MarketEntity, Responsibility
from hengjian.apps.registry.rules.cancellation import decision, never_was, undisputed, without
from hengjian.apps.registry.rules.items import Items, changed
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Clock, Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .builders import company_items, occasion
from .exits import Scene, do, now, shown, status_of

LAW = LawOn(date(2026, 11, 20))
FALSE_DAY, LATER = date(2025, 3, 1), date(2025, 6, 1)


# ---- what the register says without it ----


def test_only_what_it_changed_goes_back() -> None:
    before = company_items()
    false = company_items(representative="冒名者")
    later = company_items(representative="冒名者", capital=Decimal(2_000_000))
    first, second = without(before, false, [later])
    assert (first, second.representative, second.capital) == (before, "何小满", Decimal(2_000_000))


def test_what_was_honestly_changed_afterwards_stays() -> None:
    honest = company_items(representative="白露")
    assert without(company_items(), company_items(representative="冒名者"), [honest])[1] == honest


NAMES = st.sampled_from(["何小满", "白露", "冒名者"])
CAPITALS = st.sampled_from([Decimal(1), Decimal(2)])
STATES = st.builds(lambda name, capital: company_items(representative=name, capital=capital), NAMES, CAPITALS)


@given(before=STATES, false=STATES, later=st.lists(STATES, max_size=4))
def test_nothing_of_the_false_change_remains_and_nothing_else_is_touched(
    before: Items, false: Items, later: list[Items]
) -> None:
    found = without(before, false, later)
    touched = changed(before, false)
    assert found[0] == before
    for was, now_is in zip(later, found[1:], strict=True):
        assert set(changed(was, now_is)) <= set(touched)
        for name in touched:
            false_still = getattr(was, name) == getattr(false, name)
            assert getattr(now_is, name) == getattr(before if false_still else was, name)


def test_an_entity_whose_establishment_is_cancelled_never_was() -> None:
    assert {one.status for one in never_was([company_items(), company_items(name="另名")])} == {
        "registration_cancelled"
    }


# ---- limits ----


@pytest.mark.parametrize(("today", "barred"), [(date(2026, 12, 21), True), (date(2026, 12, 22), False)])
def test_while_the_publicity_runs_nothing_is_decided(today: date, barred: bool) -> None:
    assert decision(date(2026, 12, 21), today, LAW).barred is barred


def test_the_shortened_way_needs_an_admission_or_a_proof_and_no_objection() -> None:
    assert undisputed(False, "", [], LAW).barred
    assert undisputed(True, "", ["有异议"], LAW).barred
    assert undisputed(False, "笔迹鉴定意见书", [], LAW).clear


# ---- as acts ----


@pytest.fixture
def scene(db: None) -> Scene:
    """A company whose representative was changed by fraud in March 2025, and its capital honestly in June."""
    scene = Scene()
    with acting_as(CLOCKWORK):
        register.amend(scene.firm, company_items(representative="冒名者"), "change", occasion(FALSE_DAY))
        honest = company_items(representative="冒名者", capital=Decimal(2_000_000))
        register.amend(scene.firm, honest, "change", occasion(LATER))
    return scene


def false_version(scene: Scene) -> int:
    with acting_as(CLOCKWORK):
        return EntityVersion.objects.get(subject=scene.firm, effective_on=FALSE_DAY).pk


def complained(scene: Scene, version: int | None = None) -> Any:
    values = {"subject": scene.firm.pk, "story": "本人身份证遗失后被冒用登记为法定代表人"}
    values["version"] = false_version(scene) if version is None else version
    return do("cancellation.complain", None, scene.creditor, **values).proceeding


FOUND = {
    "finding": "经笔迹鉴定，变更申请书签名非本人所签",
    "responsible": [{"name": "冒名者", "id_number": "110101199003070716"}],
}


def test_a_cancelled_change_never_was_and_the_register_shows_both_knowledges(scene: Scene) -> None:
    row = complained(scene)
    assert row.due_limit == "registry.cancellation_acceptance"
    before = timezone.now()
    do("cancellation.accept", row.pk, scene.world.officer)
    done = do("cancellation.cancel", row.pk, scene.world.head, **FOUND).proceeding
    assert done.state == "cancelled"
    with acting_as(CLOCKWORK):
        april, july = date(2025, 4, 1), date(2025, 7, 1)
        assert _head(queries.items_of(scene.firm, april, before)) == "冒名者"
        assert _head(queries.items_of(scene.firm, april)) == "何小满"
        assert _head(queries.items_of(scene.firm, july, before)) == "冒名者"
        after = queries.items_of(scene.firm, july)
        assert after
        assert (after.representative, after.capital) == ("何小满", Decimal(2_000_000))
        entity = MarketEntity.objects.get(pk=scene.firm.pk)
        assert (entity.representative, entity.capital) == ("何小满", Decimal(2_000_000))
        templates = set(Paper.objects.filter(proceeding_id=row.pk).values_list("template", flat=True))
    assert {"registry.cancellation_decision", "registry.licence"} <= templates
    assert status_of(scene.firm) == "registered"


def test_who_is_responsible_is_barred_for_three_years_and_stored_encrypted(scene: Scene) -> None:
    row = complained(scene)
    do("cancellation.accept", row.pk, scene.world.officer)
    do("cancellation.cancel", row.pk, scene.world.head, **FOUND)
    today = timezone.localdate()
    with acting_as(CLOCKWORK):
        until = queries.barred_until("110101199003070716")
        assert until is not None
        assert (until.year - today.year, until.month) == (3, today.month)
        assert queries.barred_until("11010119900307337X") is None
        Responsibility.objects.update(until=today - timedelta(days=1))
        assert queries.barred_until("110101199003070716") is None
        with connection.cursor() as cursor:
            cursor.execute("SELECT id_number FROM registry_responsibility")
            assert "110101199003070716" not in cursor.fetchone()[0]


def test_a_cancelled_establishment_takes_the_entity_off_the_register(scene: Scene) -> None:
    row = complained(scene, 0)
    assert row.what == "设立登记"
    do("cancellation.accept", row.pk, scene.world.officer)
    do("cancellation.cancel", row.pk, scene.world.head, **FOUND)
    assert status_of(scene.firm) == "registration_cancelled"
    with acting_as(CLOCKWORK):
        items = queries.items_of(scene.firm, date(2024, 8, 1))
        assert items
        assert items.status == "registration_cancelled"


def test_the_head_extends_once_and_the_second_three_months_follow_the_first(scene: Scene) -> None:
    row = complained(scene)
    row = do("cancellation.accept", row.pk, scene.world.officer).proceeding
    first = row.due
    with pytest.raises(NotAllowed):
        do("cancellation.extend", row.pk, scene.world.officer, reason="涉及人员众多，需异地取证")
    row = do("cancellation.extend", row.pk, scene.world.head, reason="涉及人员众多，需异地取证").proceeding
    with acting_as(CLOCKWORK):
        clock = Clock.objects.get(proceeding_id=row.pk, ended_at=None)
    assert clock.started_at == first
    assert 88 <= (row.due - first).days <= 96
    with pytest.raises(Conflict):
        do("cancellation.extend", row.pk, scene.world.head, reason="再次延长调查期限")


def test_it_stands_still_on_a_ground_of_the_law(scene: Scene) -> None:
    row = complained(scene)
    do("cancellation.accept", row.pk, scene.world.officer)
    row = do(
        "cancellation.pause", row.pk, scene.world.officer, ground="lawsuit", paper="（2026）豫1602行初5号"
    ).proceeding
    assert (row.due, row.held) == (None, "suspended")
    row = do("cancellation.resume", row.pk, scene.world.head).proceeding
    assert row.due is not None


def test_where_nobody_can_be_reached_it_is_public_for_forty_five_days(scene: Scene) -> None:
    row = complained(scene)
    do("cancellation.accept", row.pk, scene.world.officer)
    row = do("cancellation.publicise", row.pk, scene.world.officer).proceeding
    assert row.public_until is not None
    assert (row.public_until - timezone.localdate()).days >= 45
    with pytest.raises(Incomplete):
        do("cancellation.cancel", row.pk, scene.world.head, **FOUND)
    notice = shown(scene.firm, "cancellation_publicity")
    filed = do(
        "objection.file", None, scene.agent, announcement=notice.pk, capacity="entity", reason="变更经本人同意并有录像"
    ).proceeding
    assert do("objection.pass_on", filed.pk).proceeding.state == "upheld"
    do("cancellation.hear_objection", row.pk, capacity="entity", objection="变更经本人同意并有录像")
    with pytest.raises(Incomplete):
        do("cancellation.shorten", row.pk, scene.world.officer, admitted=True)


def test_undisputed_fraud_goes_the_shortened_way(scene: Scene) -> None:
    row = complained(scene)
    do("cancellation.accept", row.pk, scene.world.officer)
    row = do("cancellation.shorten", row.pk, scene.world.officer, proof="公安机关鉴定意见").proceeding
    assert row.due_limit == "registry.cancellation_shortened"
    assert do("cancellation.cancel", row.pk, scene.world.head, **FOUND).proceeding.state == "cancelled"


@pytest.mark.parametrize("ground", ["public_interest", "irreversible", "other", "unproven"])
def test_not_cancelled_for_a_ground_of_the_law(scene: Scene, ground: str) -> None:
    row = do(
        "cancellation.begin", None, scene.world.officer, subject=scene.firm.pk, story="群众反映登记材料系伪造"
    ).proceeding
    assert row.ex_officio
    kept = {"ground": ground, "finding": "撤销将影响在建安置房项目竣工交付"}
    with pytest.raises(NotAllowed):
        do("cancellation.keep", row.pk, scene.world.officer, **kept)
    assert do("cancellation.keep", row.pk, scene.world.head, **kept).proceeding.state == "kept"
    assert now(row.pk).on_time is True
    assert status_of(scene.firm) == "registered"


def test_not_accepted_with_grounds(scene: Scene) -> None:
    row = complained(scene)
    do("cancellation.not_accept", row.pk, scene.world.officer, reason="未提供身份证明材料")
    assert now(row.pk).state == "refused"


def _head(items: Items | None) -> str:
    assert items is not None
    return items.representative
