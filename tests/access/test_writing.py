"""Who may write what everybody reads: register, publications, reference data, the log. By direct SQL, under each scope.

Every world is committed: what a transaction has written itself it may still complete, so a test in one transaction
would prove nothing.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from hengjian.apps.registry.procedures import Establishment
from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel import issue
from hengjian.kernel.access import Access, own_models
from hengjian.kernel.models import Act, Delegation, Disclosure, Paper, PaperRecord, Subject
from hengjian.kernel.perform import Done
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World, again, make_subject, make_world
from tests.access.matrix import columns_of, insert, rights

pytestmark = pytest.mark.django_db(transaction=True)
NO = "permission denied|row-level security|comes with its act|sequencer alone"


@dataclass
class Scene:
    """A registered business of 411602, and what its registration published and issued."""

    world: World
    done: Done
    subject: Subject


@pytest.fixture
def scene() -> Scene:
    world = make_world()
    done = examined(filed(world.enterprise))
    with acting_as(CLOCKWORK):
        issue.papers_of(done.act_id)
        return Scene(world, done, Subject.objects.get())


def run(who: Principal, statement: str, *values: Any) -> int:
    with acting_as(again(who) if who.user_id else who), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(who: Principal, statement: str, *values: Any) -> None:
    with pytest.raises(DatabaseError, match=NO), transaction.atomic():
        run(who, statement, *values)


def of(access: Access) -> list[type[Any]]:
    return [m for m in own_models() if m.access is access]  # type: ignore[attr-defined]


# ---- the register ----

SET_STATUS = "UPDATE kernel_subject SET status = 'revoked' WHERE id = %s"
MOVE = "UPDATE kernel_subject SET division_code = %s, office_code = %s WHERE id = %s"


def test_a_subject_is_changed_by_who_is_in_charge_of_its_place_alone(scene: Scene) -> None:
    world, pk = scene.world, scene.subject.pk
    assert [run(who, SET_STATUS, pk) for who in (world.officer, world.city, world.stranger)] == [1, 1, 0]
    refused(world.enterprise, SET_STATUS, pk)
    refused(world.nobody, SET_STATUS, pk)


def test_nobody_enters_a_subject_elsewhere(scene: Scene) -> None:
    values = columns_of(Subject, {"division_code": "411624", "office_code": "411624", "kind": "x"})
    for who in (scene.world.officer, scene.world.enterprise):
        with pytest.raises(DatabaseError, match=NO), acting_as(who):
            insert(Subject, values)
    with acting_as(scene.world.stranger):
        insert(Subject, values)


def test_who_is_in_charge_may_hand_a_subject_over_but_nobody_takes_it(scene: Scene) -> None:
    world, pk = scene.world, scene.subject.pk
    assert run(world.stranger, MOVE, "411624", "411624", pk) == 0
    assert run(world.officer, MOVE, "411624", "411624", pk) == 1
    assert run(world.officer, MOVE, "411602", "411602", pk) == 0


def test_what_hangs_on_a_subject_is_written_by_who_is_in_charge_of_it(scene: Scene) -> None:
    world = scene.world
    own = [m for m in of(Access.PUBLIC) if any(f.column == "subject_id" for f in m._meta.local_concrete_fields)]
    own = [m for m in own if not getattr(m, "of_act", False) and not hasattr(m, "placed_by")]
    assert own
    other = make_subject("周口市川汇区样乙百货店")
    for model in own:
        with acting_as(CLOCKWORK):
            rows = list(model.objects.filter(subject=scene.subject)[:1])
            values = columns_of(model, {"subject": scene.subject})
            if not rows:
                insert(model, values)
                rows = [model.objects.get(subject=scene.subject)]
            fresh = columns_of(model, {"subject": other})
        found = {n: rights(model, rows[0].pk, fresh, getattr(world, n)) for n in ("officer", "stranger", "enterprise")}
        changed = "u" if "UPDATE" in getattr(model, "grants", {}).get("hengjian_officer", "UPDATE") else ""
        assert found == {"officer": f"ri{changed}", "stranger": "r", "enterprise": "r"}, model


def test_what_belongs_to_a_handing_over_may_be_completed_in_its_transaction(scene: Scene) -> None:
    name = "UPDATE registry_marketentity SET registered_by = '沈丘县' WHERE subject_id = %s"
    pk = scene.subject.pk
    with acting_as(scene.world.officer), connection.cursor() as cursor:
        cursor.execute(MOVE, ["411624", "411624", pk])
        with transaction.atomic():
            cursor.execute(name, [pk])
        assert cursor.rowcount == 1
    assert run(scene.world.officer, name, pk) == 0
    assert run(scene.world.stranger, name, pk) == 1


def test_an_officer_who_sees_only_own_matters_writes_where_one_of_them_lies(scene: Scene) -> None:
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_officer SET scope = 'self' WHERE id = %s", [scene.world.officer.officer_id])
    assert run(scene.world.officer, SET_STATUS, scene.subject.pk) == 0
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=scene.done.proceeding.pk).update(handler_id=scene.world.officer.officer_id)
    assert run(scene.world.officer, SET_STATUS, scene.subject.pk) == 1


# ---- what is published and issued ----


def act_of(who: Principal, proceeding_id: int) -> int:
    """An entry in the ledger in the principal's own name."""
    values = columns_of(Act, {"proceeding": proceeding_id, "actor": who.id, "code": "411602"})
    insert(Act, values)
    return int(values["id"])


def outgoing(model: type[Any], scene: Scene, act_id: int) -> dict[str, Any]:
    return columns_of(
        model, {"act": act_id, "act_id": act_id, "proceeding": scene.done.proceeding.pk, "code": "411602"}
    )


@pytest.mark.parametrize("model", [Disclosure, PaperRecord, Paper])
def test_nothing_goes_out_without_an_act_of_the_same_transaction(scene: Scene, model: type[Any]) -> None:
    pk = scene.done.proceeding.pk
    for who in (again(scene.world.officer), again(scene.world.enterprise)):
        with acting_as(who):
            earlier = act_of(who, pk)
        for act_id in (earlier, 123_456_789):
            with pytest.raises(DatabaseError, match=NO), acting_as(who):
                insert(model, outgoing(model, scene, act_id))
        with acting_as(who):
            with transaction.atomic():
                fresh = act_of(who, pk)
            insert(model, outgoing(model, scene, fresh))


@pytest.mark.parametrize("model", [Disclosure, PaperRecord])
def test_strangers_publish_nothing_about_the_matter_of_another(scene: Scene, model: type[Any]) -> None:
    for who in (scene.world.stranger, scene.world.citizen):
        with pytest.raises(DatabaseError, match=NO), acting_as(who):
            insert(model, outgoing(model, scene, act_of(who, scene.done.proceeding.pk)))


def test_what_went_out_is_withdrawn_or_ended_where_it_came_from_and_otherwise_stays(scene: Scene) -> None:
    world, pk = scene.world, scene.subject.pk
    withdraw = "UPDATE kernel_disclosure SET withdrawn_at = now() WHERE subject_id = %s"
    end = "UPDATE kernel_paperrecord SET ended_at = now() WHERE subject_id = %s"
    for statement in (withdraw, end):
        assert [run(who, statement, pk) for who in (world.stranger, world.officer)] == [0, 1]
        refused(world.enterprise, statement, pk)
    for statement in (
        "UPDATE kernel_disclosure SET title = 'x' WHERE subject_id = %s",
        "UPDATE kernel_paperrecord SET data_hash = 'x' WHERE subject_id = %s",
    ):
        refused(world.officer, statement, pk)


def test_who_takes_a_subject_over_ends_the_papers_that_it_brings_along(scene: Scene) -> None:
    run(scene.world.officer, MOVE, "411624", "411624", scene.subject.pk)
    end = "UPDATE kernel_paperrecord SET ended_at = now() WHERE subject_id = %s"
    assert run(scene.world.stranger, end, scene.subject.pk) == 1


def test_an_issued_paper_is_exchanged_by_nobody(scene: Scene) -> None:
    statement = "UPDATE kernel_paper SET file_id = NULL WHERE proceeding_id = %s"
    assert run(scene.world.officer, statement, scene.done.proceeding.pk) == 0
    refused(scene.world.enterprise, statement, scene.done.proceeding.pk)
    refused(CLOCKWORK, "UPDATE kernel_paper SET data = '{}' WHERE proceeding_id = %s", scene.done.proceeding.pk)


# ---- reference data, and the log ----


def test_reference_data_are_written_by_administrators_alone(scene: Scene) -> None:
    world = scene.world
    known = {"code": "411602999", "authority": "411602002", "user": world.citizen.user_id}
    known |= {"from_officer": world.head.officer_id, "to_officer": world.colleague.officer_id}
    for model in of(Access.REFERENCE):
        values = columns_of(model, known)
        with acting_as(CLOCKWORK):
            insert(model, values)
        known[str(model._meta.model_name)] = values[model._meta.pk.column]
        fresh = columns_of(
            model, known | {"code": "411602998", "user": world.enterprise.user_id, "officer": world.head.officer_id}
        )
        pk = values[model._meta.pk.column]
        found = {n: rights(model, pk, fresh, getattr(world, n)) for n in ("admin", "officer", "stranger", "enterprise")}
        assert found == {"admin": "riud", "officer": "r", "stranger": "r", "enterprise": "r"}, model


def test_an_administrator_changes_neither_authorities_nor_officers_beyond_the_own_range(scene: Scene) -> None:
    world = scene.world
    rename = "UPDATE kernel_authority SET name = 'x' WHERE code = %s"
    assert [run(world.admin, rename, code) for code in ("411602", "4116", "41", "0")] == [1, 1, 0, 0]
    promote = "UPDATE kernel_officer SET roles = '{admin}' WHERE id = %s"
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_officer SET authority_id = '41' WHERE id = %s", [world.stranger.officer_id])
    assert [run(world.admin, promote, o.officer_id) for o in (world.officer, world.stranger)] == [1, 0]
    refused(world.admin, "UPDATE kernel_officer SET authority_id = '41' WHERE id = %s", world.officer.officer_id)


def test_officers_delegate_their_own_powers_and_nobody_elses(scene: Scene) -> None:
    world = scene.world
    known = {"from_officer": world.head.officer_id, "to_officer": world.officer.officer_id}
    with acting_as(world.head):
        insert(Delegation, columns_of(Delegation, known))
    with pytest.raises(DatabaseError, match=NO), acting_as(world.officer):
        insert(Delegation, columns_of(Delegation, known))


def test_a_name_is_entered_by_who_is_in_charge_or_for_the_own_reservation(scene: Scene) -> None:
    """Nobody keeps a name from others without a proceeding of their own."""
    entry = (
        "INSERT INTO registry_nameentry (name, trade_name, place, words, groups, form, branch, code, standing, keys,"
        " reservation, synthetic) VALUES ('样', '样', '', '', '', '', '', %s, 'reserved', '{1}', %s, true)"
    )
    mine, world = scene.done.proceeding.pk, scene.world
    assert run(world.officer, entry, "411602", None) == 1
    refused(world.stranger, entry, "411602", None)
    refused(world.enterprise, entry, "411602", None)
    refused(world.citizen, entry, "411602", mine)
    assert run(world.enterprise, entry, "411602", mine) == 1
    assert run(world.citizen, "UPDATE registry_nameentry SET standing = 'used'") == 0


def test_officers_do_not_write_the_log(scene: Scene) -> None:
    leaf = "INSERT INTO kernel_actleaf (log, act_id, index, entry) VALUES ('sha256', 1, 0, 'x')"
    refused(scene.world.head, leaf)
    refused(scene.world.head, "UPDATE kernel_tile SET hashes = hashes")


def test_every_public_table_says_who_writes_it() -> None:
    said = [
        m
        for m in of(Access.PUBLIC)
        if any(hasattr(m, name) for name in ("placed_by", "of_act", "by_machine", "by_anybody"))
        or any(f.column == "subject_id" for f in m._meta.local_concrete_fields)
    ]
    assert said == of(Access.PUBLIC)
