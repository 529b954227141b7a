"""Everybody against every table that is not open to all: by query under each scope, by page and by API."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test import Client

from hengjian.apps.consumer.procedures import HelperAppointment
from hengjian.apps.datacentre.models import ImportedTable
from hengjian.apps.enforcement.models import CaseParty
from hengjian.apps.inspection.models import InspectionItem, PlannedTask
from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.registry.models import Department
from hengjian.apps.registry.procedures import Establishment
from hengjian.apps.registry.tests.builders import examined, filed, filing
from hengjian.kernel import files, issue, tokens
from hengjian.kernel.access import Access, own_models
from hengjian.kernel.models import Act, Evidence, Notice, Officer, Paper, Party, Proceeding, Share, Subject, User
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import NotAllowed
from hengjian.kernel.testing import World, again, make_world
from tests.access.matrix import closed_models, columns_of, expected, insert, rights

pytestmark = pytest.mark.django_db
PEOPLE = ("officer", "colleague", "head", "city", "admin", "stranger", "enterprise", "citizen", "nobody")
# Tables without row policies: who may read them is no secret that depends on a proceeding, or no scope exists yet.
UNSCOPED = {
    "User": "signing in reads the account before there is a scope",
    "SubjectMember": "for whom a person acts is part of the scope itself",
    "File": "hash, size and type; the bytes are reached only through a paper or a piece of evidence",
    "ExchangeMark": "how far the outbox has read; a number",
    "ToldMatter": "hashes of texts; every read joins the proceedings; parties and the public have no right on it",
    "PieceCounts": "how often pieces of text occur; parties and the public have no right on it",
    "RiskShare": "counts by place and class; parties and the public have no right on it",
    "LinkParty": "whom a name in other bodies' data means; parties and the public have no right on it",
    "LinkNumber": "whom an old number means; parties and the public have no right on it",
    "NumberSeries": "a counter per authority and year",
    "SealedIdentity": "an insider's identity: requests may insert and never select; opened outside every scope",
}
OwnerRights = Callable[[], AbstractContextManager[Any]]


@dataclass
class Scene:
    """One examined filing with a row in every table that hangs on it."""

    world: World
    row: Establishment
    known: dict[str, Any]
    rows: dict[type[Any], Any]
    spare: int  # a subject of the same place that has no rows

    def fresh(self, model: type[Any], who: Principal) -> dict[str, Any]:
        """Columns of another row such as this principal would write: in its own name where the table has names."""
        known = self.known | {"officer": self.world.colleague.officer_id, "authority_code": "4116", "rated": None}
        if model is Act:
            known |= {"actor": who.id, "code": "411602"}
        if model.__name__ == "ActContent":
            with acting_as(CLOCKWORK):
                known["act"] = bare_act(self.row.pk)
        if model is Party:
            known |= {"principal": f"user:{who.user_id}", "role": "observer"}
        if issubclass(model, Procedure):
            with acting_as(CLOCKWORK):
                known["proceeding_ptr"] = bare_proceeding()
        if model.__name__ == "HelperTask":  # a helper is asked once
            with acting_as(CLOCKWORK):
                known["helper"] = bare_helper()
        if model.__name__ == "ImportProgress":  # one row a run
            with acting_as(CLOCKWORK):
                known["proceeding"] = bare_proceeding()
        if any("subject" in fields for fields in unique_fields(model)):  # a subject has one row
            known["subject"] = self.spare
        if model.access in (Access.PERSONAL, Access.OFFICE):
            known["user"] = self.known["user"]
        return columns_of(model, known)


def unique_fields(model: type[Any]) -> list[tuple[str, ...]]:
    """The fields that are unique, alone or together."""
    together = [c.fields for c in model._meta.total_unique_constraints]
    return [(model._meta.pk.name,), *together]


def bare_act(proceeding_id: int) -> int:
    made = Act.objects.create(
        proceeding_id=proceeding_id, name="x.y", at="2026-01-05T00:00Z", actor="clock", code="411602", commitment="0"
    )
    return int(made.pk)


def bare_proceeding(code: str = "411602") -> int:
    values = columns_of(Proceeding, {"code": code, "procedure": "x.y", "state": "s"})
    insert(Proceeding, values)
    return int(values["id"])


def bare_helper() -> int:
    values = columns_of(HelperAppointment, {"proceeding_ptr": bare_proceeding()})
    insert(HelperAppointment, values)
    return int(values["proceeding_ptr_id"])


@pytest.fixture
def scene(as_owner: OwnerRights) -> Scene:
    world = make_world()
    done = examined(filed(world.enterprise))
    world.enterprise = again(world.enterprise)
    with acting_as(CLOCKWORK):
        row = Establishment.objects.get(pk=done.proceeding.pk)
        issue.papers_of(done.act_id)
        officer = Officer.objects.get(pk=world.officer.officer_id)
        department = Department.objects.create(kind="tax", name="川汇区税务局", division_code="411602")
        item = InspectionItem.objects.first()
        task = columns_of(PlannedTask, {"plan": row, "plan_number": "", "code": "411602", "items": [], "year": 2026})
        insert(PlannedTask, task)
        table = ImportedTable.objects.create(key="t", title="样表", code="411602", mapping_id=0)
        known = {
            "inspectionitem": item,
            "plannedtask": PlannedTask.objects.get(),
            "helperappointment": bare_helper(),
            "who": CaseParty.objects.create(proceeding_id=row.pk, role="witness", name="样某"),
            "plan": Plan.objects.first(),
            "plantarget": PlanTarget.objects.first(),
            "importedtable": table,
            "department": department,
            "proceeding": row,
            "proceeding_ptr": row,
            "officer": officer,
            "user": User.objects.get(pk=world.officer.user_id),
            "subject": Subject.objects.get(name=row.name),
            "act": Act.objects.filter(proceeding_id=row.pk).earliest("pk"),
            "file": files.store(b"%PDF-evidence", "application/pdf"),
            "authority_code": "411602",
            "applicant": f"user:{world.enterprise.user_id}",
            "code": "411602",
            "principal": f"officer:{world.colleague.officer_id}",
        }
    rows: dict[type[Any], Any] = {}
    for model in closed_models():
        with as_owner():
            rows[model] = row_in(model, known, row)
    with as_owner():
        spare = columns_of(Subject, {"division_code": "411602", "office_code": "411602003"})
        insert(Subject, spare)
    return Scene(world, row, known, rows, spare["id"])


def row_in(model: type[Any], known: dict[str, Any], row: Establishment) -> Any:
    """The key of a row: the one the filing left behind, else a new one."""
    if model is Proceeding or model is Establishment:
        return row.pk
    if model.__name__ == "ActContent":
        return known["act"].pk
    if issubclass(model, Procedure):
        known = known | {"proceeding_ptr": bare_proceeding()}
        joined = {"proceeding": known["proceeding_ptr"], "principal": known["applicant"], "role": "applicant"}
        insert(Party, columns_of(Party, joined))
    values = columns_of(model, known)
    insert(model, values)
    if model._meta.pk.column in values:
        return values[model._meta.pk.column]
    raise AssertionError(model)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_table_gives_everybody_what_its_class_promises(scene: Scene, who: str) -> None:
    person = getattr(scene.world, who)
    found = {m.__name__: rights(m, scene.rows[m], scene.fresh(m, person), person) for m in closed_models()}
    assert found == {m.__name__: expected(m, who) for m in closed_models()}


def test_every_table_is_in_one_class_and_those_without_policies_are_named() -> None:
    without = [m for m in own_models() if not isinstance(getattr(m, "access", None), Access)]
    assert without == []
    assert {m.__name__ for m in own_models() if m.access is Access.SYSTEM} == set(UNSCOPED)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity")
        protected = {name for (name,) in cursor.fetchall()}
    assert {m._meta.db_table for m in closed_models()} <= protected


def test_open_tables_are_read_by_all_and_written_by_officers_only(scene: Scene) -> None:
    for model in own_models():
        if model.access not in (Access.PUBLIC, Access.REFERENCE):  # type: ignore[attr-defined]
            continue
        for who in (scene.world.citizen, scene.world.nobody):
            with acting_as(who), connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            key = model._meta.pk.column
            for statement in (
                f'UPDATE {model._meta.db_table} SET "{key}" = "{key}"',
                f"DELETE FROM {model._meta.db_table}",
            ):
                with (
                    acting_as(who),
                    pytest.raises(ProgrammingError),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(statement)


@pytest.mark.parametrize("role", ["none", "hengjian_officer", "hengjian_party", "hengjian_public"])
def test_without_a_scope_there_is_nothing(scene: Scene, role: str) -> None:
    for model in closed_models():
        if role == "none" and getattr(model, "before_scope", False):
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, true)", [role])
            for name in ("lo", "hi", "shared", "principal", "user"):
                cursor.execute(f"SELECT set_config('hengjian.{name}', '', true)")
            with suppress(ProgrammingError), transaction.atomic():  # either no right at all, or no row
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
                assert cursor.fetchone()[0] == 0, model
            cursor.execute("SELECT set_config('role', 'none', true)")


NO = "permission denied|row-level security|recorded act of transfer"


def refused(who: Principal, statement: str, values: list[Any]) -> None:
    with acting_as(who), connection.cursor() as cursor, pytest.raises(DatabaseError, match=NO), transaction.atomic():
        cursor.execute(statement, values)


def test_nobody_lets_himself_in(scene: Scene) -> None:
    pk, world = scene.row.pk, scene.world
    join = "INSERT INTO kernel_party (proceeding_id, principal, role) VALUES (%s, %s, 'applicant')"
    refused(world.citizen, join, [pk, f"user:{world.citizen.user_id}"])
    refused(world.citizen, join, [pk, f"user:{world.enterprise.user_id}"])
    share = "INSERT INTO kernel_share (proceeding_id, authority_code, why) VALUES (%s, '411624', '')"
    refused(world.stranger, share, [pk])
    refused(world.enterprise, share, [pk])
    refused(world.stranger, "SELECT hengjian_transfer(%s, '411624', '')", [pk])
    refused(world.officer, "SELECT hengjian_transfer(%s, '411624', '')", [pk])  # no act of transfer was recorded
    refused(world.enterprise, "SELECT hengjian_transfer(%s, '411624', '')", [pk])


def test_the_place_of_a_proceeding_is_not_written_directly(scene: Scene) -> None:
    for code in ("411624", "411602002"):
        for who in (scene.world.officer, scene.world.city, scene.world.enterprise):
            refused(who, "UPDATE kernel_proceeding SET code = %s WHERE id = %s", [code, scene.row.pk])


def test_acts_are_entered_in_ones_own_name(scene: Scene) -> None:
    forged = columns_of(Act, scene.known | {"actor": scene.world.head.id, "code": "411602"})
    for who in (scene.world.officer, scene.world.enterprise):
        refused(
            who,
            f"INSERT INTO kernel_act ({', '.join(chr(34) + c + chr(34) for c in forged)}) VALUES ({', '.join(['%s'] * len(forged))})",
            list(forged.values()),
        )


def test_jobs_carry_texts_and_are_read_by_no_scope(scene: Scene) -> None:
    for who in (scene.world.officer, scene.world.enterprise, scene.world.nobody):
        refused(who, "SELECT args FROM procrastinate_jobs", [])


def sees(who: Principal, pk: int) -> bool:
    with acting_as(again(who)):
        return Proceeding.objects.filter(pk=pk).exists()


def test_a_transfer_opens_exactly_what_was_handed_over(scene: Scene) -> None:
    world = scene.world
    with acting_as(world.citizen):
        first, second = (
            perform("registry.establishment.file", None, filing(name=f"周口市川汇区样{n}百货店"), world.citizen)
            for n in "甲乙"
        )
    with acting_as(world.officer):
        given = {"authority": "411624", "reason": "经营场所在沈丘县"}
        perform("registry.establishment.transfer", first.proceeding.pk, given, world.officer)
    assert sees(world.stranger, first.proceeding.pk)
    assert not sees(world.stranger, second.proceeding.pk)
    assert not sees(world.stranger, scene.row.pk)
    assert sees(world.officer, first.proceeding.pk)
    with acting_as(CLOCKWORK):
        assert Proceeding.objects.get(pk=first.proceeding.pk).code == "411624"
        assert list(
            Share.objects.filter(proceeding_id=first.proceeding.pk).values_list("authority_code", flat=True)
        ) == ["411602"]
    note = {"missing": "租赁合同"}
    with acting_as(again(world.officer)) as old, pytest.raises(NotAllowed):
        perform("registry.establishment.supplement", first.proceeding.pk, note, old)
    with acting_as(again(world.stranger)) as new:
        perform("registry.establishment.supplement", first.proceeding.pk, note, new)


# ---- by page and by API ----


@pytest.fixture
def addresses(scene: Scene) -> list[str]:
    pk = scene.row.pk
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=pk, template="registry.licence")
        evidence = Evidence.objects.filter(proceeding_id=pk).latest("pk")
    pages = [f"/p/{pk}/", *(f"/p/{pk}/{tab}/" for tab in ("papers", "evidence", "parties", "countersigns"))]
    pages += [f"/p/{pk}/evidence/{evidence.pk}/", f"/papers/{paper.pk}/", f"/papers/{paper.pk}/page-1.png"]
    return [*pages, f"/papers/{paper.pk}/file.pdf", f"/p/{pk}/act/suspend/"]


def client_of(who: Principal) -> Client:
    client = Client()
    if who.user_id:
        with acting_as(CLOCKWORK):
            client.force_login(User.objects.get(pk=who.user_id))
    return client


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("city", 200), ("enterprise", 200), ("stranger", 404), ("citizen", 404), ("nobody", 302)],
)
def test_pages_files_and_pictures(scene: Scene, addresses: list[str], who: str, status: int) -> None:
    client = client_of(getattr(scene.world, who))
    found = {address: client.get(address) for address in addresses}
    assert {a: answer.status_code for a, answer in found.items()} == dict.fromkeys(addresses, status)
    if status != 200:
        bodies = b"".join(answer.content for answer in found.values()).decode(errors="replace")
        assert not [
            word for word in (scene.row.name, scene.row.proposed.representative, scene.row.number) if word in bodies
        ]


@pytest.mark.parametrize("who", ["stranger", "citizen", "nobody"])
def test_strangers_change_nothing_by_page(scene: Scene, who: str) -> None:
    client, pk = client_of(getattr(scene.world, who)), scene.row.pk
    with acting_as(CLOCKWORK):
        before = Evidence.objects.count(), Act.objects.count()
    for address in (f"/p/{pk}/act/suspend/", f"/p/{pk}/act/transfer/", f"/p/{pk}/evidence/add/"):
        assert client.post(address, {"reason": "x", "authority": "411624"}).status_code in (302, 403, 404)
    with acting_as(CLOCKWORK):
        assert (Evidence.objects.count(), Act.objects.count()) == before


@pytest.mark.parametrize("who", ["stranger", "citizen"])
def test_by_api_strangers_find_nothing_and_change_nothing(scene: Scene, who: str) -> None:
    with acting_as(CLOCKWORK):
        user = User.objects.get(pk=getattr(scene.world, who).user_id)
        headers = {"Authorization": f"Bearer {tokens.issue(user, 'test', ('read', 'act'))}"}
    base, client = "/api/v1/registry/establishment", Client()
    assert client.get(f"{base}/", headers=headers).json()["items"] == []
    assert client.get(f"{base}/{scene.row.pk}", headers=headers).status_code == 404
    for verb, given in (("suspend", {"reason": "x"}), ("transfer", {"authority": "411624", "reason": "x"})):
        answer = client.post(
            f"{base}/{scene.row.pk}/{verb}", json.dumps(given), content_type="application/json", headers=headers
        )
        assert answer.status_code == 404
        assert scene.row.name not in answer.content.decode()


def test_notices_are_read_by_their_user_alone(scene: Scene) -> None:
    with acting_as(CLOCKWORK):
        user_id = scene.world.officer.user_id
        Notice.objects.create(user_id=user_id, title="只给周明远看", at="2026-01-05T00:00Z")
    for who in ("colleague", "head", "stranger", "citizen", "enterprise"):
        client = client_of(getattr(scene.world, who))
        bodies = [
            client.get(address, follow=True).content.decode() for address in ("/desk/inbox/", "/mine/inbox/", "/mine/")
        ]
        assert not any("只给周明远看" in body for body in bodies), who
    assert "只给周明远看" in client_of(scene.world.officer).get("/desk/inbox/").content.decode()


def test_what_officers_write_among_themselves_is_hidden_from_the_applicant(scene: Scene) -> None:
    world = scene.world
    with acting_as(world.citizen):
        done = perform("registry.establishment.file", None, filing(name="周口市川汇区样丙百货店"), world.citizen)
    pk = done.proceeding.pk
    with acting_as(world.head):
        perform("registry.establishment.supervise", pk, {"reason": "疑有关系户，请从严"}, world.head)
        given = {"officer": world.officer.officer_id, "reason": "与申请人有亲属关系"}
        perform("registry.establishment.recuse", pk, given, world.head)
    applicant = client_of(world.citizen)
    bodies = [applicant.get(a).content.decode() for a in (f"/p/{pk}/", f"/p/{pk}/countersigns/")]
    assert not any("关系户" in body or "亲属" in body for body in bodies)
    assert "关系户" in client_of(world.head).get(f"/p/{pk}/").content.decode()
