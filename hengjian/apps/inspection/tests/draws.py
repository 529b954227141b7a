"""A small jurisdiction for draws: subjects in classes, enrolled officers, a published plan, three parties with values."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.inspection.models import Inspector, PlannedTask, PublishedDraw
from hengjian.apps.inspection.procedures import Draw, InspectionPlan
from hengjian.apps.inspection.rules.seed import commitment
from hengjian.kernel.models import Officer, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.search import keys
from hengjian.kernel.testing import World, make_world, officer, person

SIZE = 60
CITY = "周口市市场监督管理局"


def value_of(name: str) -> str:
    """A party's value; each keeps its own."""
    return hashlib.sha256(f"value of {name}".encode()).hexdigest()


def do(who: Principal, name: str, pk: int | None = None, key: str | None = None, **given: Any) -> Done:
    """One act of the room."""
    with acting_as(who):
        return perform(f"inspection.{name}", pk, given, who, key=key)


@dataclass
class Scene:
    """Everybody and everything a draw needs."""

    world: World
    witness: Principal
    teams: list[Principal]
    task: PlannedTask

    def prepared(self, **given: Any) -> int:
        asked = {"task": self.task.pk, "department": "4116", "witness": "witness"} | given
        return int(do(self.world.officer, "draw.prepare", **asked).proceeding.pk)

    def sealed(self, pk: int) -> None:
        do(self.world.officer, "draw.lock_rosters", pk)
        number = self.draw(pk).number
        for who, name in self.parties():
            do(who, "draw.seal_value", pk, commitment=commitment(number, name, value_of(name)))

    def parties(self) -> list[tuple[Principal, str]]:
        return [
            (self.world.officer, "周口市川汇区市场监督管理局"),
            (self.world.city, CITY),
            (self.witness, "周口市消费者协会"),
        ]

    def announced(self, **given: Any) -> int:
        pk = self.prepared(**given)
        self.sealed(pk)
        do(self.world.head, "draw.publish_rule", pk)
        return pk

    def revealed(self, **given: Any) -> int:
        pk = self.announced(**given)
        for who, name in self.parties():
            do(who, "draw.reveal", pk, value=value_of(name))
        return pk

    def held(self, **given: Any) -> PublishedDraw:
        pk = self.revealed(**given)
        do(CLOCKWORK, "draw.hold", pk)
        return self.published(pk)

    def draw(self, pk: int) -> Draw:
        with acting_as(CLOCKWORK):
            return Draw.objects.get(pk=pk)

    def published(self, pk: int) -> PublishedDraw:
        with acting_as(CLOCKWORK):
            return PublishedDraw.objects.get(proceeding_id=pk)


def subjects(count: int, first: int = 0) -> list[Subject]:
    """Individual businesses of Chuanhui; every tenth has class D, others A, B, C or none."""
    with acting_as(CLOCKWORK):
        made = [
            Subject(
                kind="individual_business", name=f"周口市川汇区样{n}号店", code=f"92411602MD{n:08d}",
                division_code="411602", opened_on=timezone.localdate() - timedelta(days=900), synthetic=True,
                facts={"scope": "餐饮服务" if n % 2 else "服装零售"}, **keys(f"样{n}号店"),
            )
            for n in range(first, first + count)
        ]  # fmt: skip
        found = Subject.objects.bulk_create(made)
        grades = {0: "D", 1: "C", 2: "A", 3: "A", 4: "B"}
        RiskGrade.objects.bulk_create(
            RiskGrade(subject=s, grade=grades[n % 10], score=0, version="t", graded_at=timezone.now())
            for n, s in enumerate(found)
            if n % 10 in grades
        )
    return found


def enrol(principal: Principal, load: int = 20, **values: Any) -> None:
    """Put an officer into the roster."""
    with acting_as(CLOCKWORK):
        held = Officer.objects.get(pk=principal.officer_id)
        Inspector.objects.create(officer=held, code=held.authority_id, load=load, synthetic=True, **values)


def published_plan(world: World, **task: Any) -> PlannedTask:
    """A plan of this year with one task, published by the head."""
    pk = do(world.officer, "inspection_plan.draft", year=2026).proceeding.pk
    line: dict[str, Any] = {
        "title": "营业执照和公示信息抽查", "items": ["registration_items-01", "registration_items-02"], "way": "random",
        "share": 10, "since_month": 1, "until_month": 12,
    }  # fmt: skip
    do(world.officer, "inspection_plan.add_task", pk, **(line | task))
    do(world.head, "inspection_plan.publish", pk)
    with acting_as(CLOCKWORK):
        assert InspectionPlan.objects.get(pk=pk).state == "published"
        return PlannedTask.objects.get(plan_id=pk, position=1)


def two_draws(world: World) -> tuple[PlannedTask, PublishedDraw, PublishedDraw]:
    """In a world that is there: a draw that is held and one that waits for its values."""
    scene = make_scene(30, world=world)
    held = scene.held()
    given = {"recipient": "周明远", "account": "officer", "purpose": "核对抽签"}
    do(world.head, "draw.hand_out_openings", held.proceeding_id, **given)
    return scene.task, held, scene.published(scene.announced())


def make_scene(count: int = SIZE, *, world: World | None = None, **task: Any) -> Scene:
    """The whole scene."""
    world = world or make_world()
    with acting_as(CLOCKWORK):
        witness = person("witness", "周口市消费者协会")
        teams = [officer(f"team{n}", "411602", Role.HANDLER, name=f"检查员{n}") for n in range(4)]
    for one in teams:
        enrol(one, skills=["food"] if one is teams[0] else [])
    subjects(count)
    return Scene(world, witness, teams, published_plan(world, **task))
