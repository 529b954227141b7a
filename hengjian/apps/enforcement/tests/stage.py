"""A case told in a few words: who does what at which stage, for tests and for the walk through the pages."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.demo import moment
from hengjian.kernel.models import Paper, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.testing import World, make_subject, make_world, officer

MONDAY = datetime(2026, 3, 9, 10, tzinfo=timezone.get_default_timezone())
PARTICULARS: dict[str, Any] = {
    "cause_name": "使用超过保质期的食品原料",
    "violated": "《食品安全法》第三十四条第三项",
    "punished_by": "《食品安全法》第一百二十四条第一款",
    "field": "food",
}
REPORT: dict[str, Any] = {
    "found": "2026年3月1日至3月5日，当事人使用超过保质期的调味料加工菜品，货值金额1200元。",
    "nature": "当事人的行为构成使用超过保质期的食品原料加工食品。",
    "discretion": "当事人主动配合调查、及时改正，依法从轻处罚。",
    "kinds": ["fine", "confiscation"],
    "fine": "52000",
    "confiscation": "1200",
    "band": "light",
}


OPENING = ("propose", "decide_on_spot", "impose_measure", "list_case", "enter_dispute")


@dataclass
class CaseStage:
    """The people of a case and the moment it is now."""

    world: World
    subject: Subject | None
    reviewer: Principal
    at: datetime = MONDAY
    pk: int = 0
    given: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, world: World, subject: Subject | None, at: datetime = MONDAY) -> "CaseStage":
        with acting_as(CLOCKWORK):
            reviewer = officer("reviewer", "411602", Role.APPROVER, Role.HANDLER, name="孙洁")
        return cls(world, subject, reviewer, at)

    @property
    def people(self) -> list[Principal]:
        """Everybody who may come by in a walk."""
        w = self.world
        return [w.officer, w.colleague, w.head, self.reviewer, w.city, w.enterprise, w.stranger]

    def later(self, days: int = 0, hours: int = 0) -> None:
        self.at += timedelta(days=days, hours=hours)

    def do(self, who: Principal, verb: str, *, room: str = "case", on: int | None = None, **given: Any) -> Done:
        """One act at the present moment of the story."""
        pk = None if verb in OPENING else on or self.pk
        with moment(self.at), acting_as(who):
            return perform(f"enforcement.{room}.{verb}", pk, given, who)

    def row(self) -> Case:
        with acting_as(CLOCKWORK):
            found: Case = Case.objects.select_related("subject").get(pk=self.pk)
        return found

    def proposed(self, **more: Any) -> "CaseStage":
        given = PARTICULARS | {
            "subject": self.subject.pk if self.subject else None, "companion": self.world.colleague.officer_id,
            "happened_on": "2026-03-01", "ended_on": "2026-03-05", "checked": "现场核查发现三瓶超过保质期的调味料，有照片和票据",
            "evidence": True, "punishable": True, "competent": True,
        } | more  # fmt: skip
        self.pk = self.do(self.world.officer, "propose", **given).proceeding.pk
        return self

    def filed(self, **more: Any) -> "CaseStage":
        self.proposed(**more)
        self.do(self.world.head, "approve_filing", opinion="同意立案")
        return self

    def investigated(self, **report: Any) -> "CaseStage":
        self.filed()
        at = self.at.isoformat()
        self.do(
            self.world.officer, "record_scene", began=at, ended=at, place="七一路8号", shown=True, told=True,
            text="后厨货架上有三瓶超过保质期的调味料。", proves=["conduct", "amount"],
        )  # fmt: skip
        self.do(
            self.world.officer, "question", began=at, ended=at, place="办案区", shown=True, told=True, person="何小满",
            text="问：这些调味料是否用于加工？\n答：用过，现已全部下架。", proves=["conduct", "fault"],
        )  # fmt: skip
        self.do(
            self.world.officer, "take_evidence", kind="document", name="营业执照复印件", proves=["party"], says="主体登记情况",
            obtained="当事人提供并核对无异",
        )  # fmt: skip
        self.do(self.world.officer, "conclude", **(REPORT | report))
        return self

    def reviewed(self, **report: Any) -> "CaseStage":
        self.investigated(**report)
        self.do(self.reviewer, "review_case", opinion="同意处理建议", qualification="A20124116020001")
        return self

    def noticed(self, day: date | None = None, **report: Any) -> "CaseStage":
        self.reviewed(**report)
        self.do(self.world.head, "give_notice")
        self.do(self.world.officer, "serve_notice", way="direct", receiver="何小满")
        return self

    def discussed(self) -> None:
        both = [self.world.head.officer_id, self.world.colleague.officer_id]
        self.do(self.world.head, "discuss", participants=both, opinion="一致同意", conclusion="同意拟处罚意见")

    def decided(self, **report: Any) -> "CaseStage":
        self.noticed(**report)
        self.later(days=9)
        if self.row().hearing_until:
            self.discussed()
        self.do(self.world.head, "decide", reply="当事人未提出陈述、申辩意见。")
        return self

    def served(self, **report: Any) -> "CaseStage":
        self.decided(**report)
        self.do(self.world.officer, "serve_decision", way="direct", receiver="何小满")
        return self


def make_stage() -> CaseStage:
    """A world with a company of the county, for which somebody signs in."""
    world = make_world()
    firm = make_subject("周口样禾食品有限公司", member=world.enterprise)
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=firm.pk).update(kind="company")
        firm.refresh_from_db()
    return CaseStage.of(world, firm)


def papers(pk: int) -> list[str]:
    """The papers of a file by their id in the set, oldest first."""
    with acting_as(CLOCKWORK):
        return [str(p.data["paper"]) for p in Paper.objects.filter(proceeding_id=pk).order_by("pk")]


def told(pk: int) -> list[tuple[str, str]]:
    """To whom the worker will send word of what was done in a file, and the title, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        find = "SELECT args->'messages' FROM procrastinate_jobs WHERE task_name = 'kernel.tell' AND args->>'proceeding_id' = %s"
        cursor.execute(f"{find} ORDER BY id", [str(pk)])
        return [(one["to"], one["title"]) for (messages,) in cursor.fetchall() for one in json.loads(messages)]
