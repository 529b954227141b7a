"""Shops of two offices, a campaign and a round of self-checks at every stage, and what the worker does in between."""

import json
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.utils import timezone

from hengjian.kernel import files, tasks, uploads
from hengjian.kernel.demo import moment
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.testing import World, again, make_subject, make_world, officer

ITEM = "registration_items-01"
OFFICE, OTHER = "411602002", "411602003"
PDF = b"%PDF-1.7 proof"


def at(month: int, day: int, hour: int = 10) -> datetime:
    """A moment of 2026 that lies behind us for ever."""
    return timezone.make_aware(datetime.combine(date(2026, month, day), time(hour)))


BEGIN = at(3, 2)


class Ground:
    """Everybody, three shops of one office and two of another; the clock of the story stands at `now`."""

    def __init__(self, world: World | None = None) -> None:
        self.now = BEGIN
        self.world: World = world or make_world()
        # In a world where others act too, the worker does what this story asks for and nothing else.
        self.heard = "planning.%" if world else "%"
        w = self.world
        places = [OFFICE, OFFICE, OFFICE, OTHER, OTHER]
        self.shops: list[Subject] = [
            make_subject(f"周口市川汇区样{n}号餐饮店", member=w.enterprise, office_code=place)
            for n, place in enumerate(places, 1)
        ]
        w.enterprise = again(w.enterprise)
        with acting_as(CLOCKWORK):
            self.office = officer("campaign_office", OFFICE, Role.HANDLER, name="王静")
            self.second = officer("campaign_office2", OFFICE, Role.HANDLER, name="赵宁")
        self.ran: set[str] = set()

    @property
    def team(self) -> list[int]:
        return [self.office.officer_id or 0, self.second.officer_id or 0]

    def do(self, who: Principal, name: str, pk: int | None = None, **given: Any) -> Any:
        """One act at the moment of the story, then what the worker does because of it; gives the matter as it is then."""
        done = self.done(who, name, pk, **given)
        self.follow()
        return self.reload(done.proceeding)

    def done(self, who: Principal, name: str, pk: int | None = None, **given: Any) -> Done:
        full = name if name.count(".") == 2 else f"planning.{name}"
        with moment(self.now), acting_as(who):
            return perform(full, pk, given, who)

    def follow(self) -> None:
        """Let the worker do the acts that are due, until nothing new follows."""
        while waiting := [job for job in self._jobs() if job["key"] not in self.ran]:
            for job in waiting:
                self.ran.add(job["key"])
                with moment(self.now):
                    tasks.do(job["name"], job["proceeding_id"], job["given"], job["key"])

    def _jobs(self) -> list[dict[str, Any]]:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")  # only the worker, outside every scope, reads what waits
            cursor.execute(
                "SELECT args FROM procrastinate_jobs WHERE task_name = 'kernel.do' "
                "AND args->>'name' LIKE %s AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id",
                [self.heard, self.now],
            )
            return [json.loads(a) if isinstance(a, str) else a for (a,) in cursor.fetchall()]

    def wait(self, until: datetime) -> None:
        """Let time pass; what falls due on the way is done."""
        self.now = until
        self.follow()

    def reload(self, row: Any) -> Any:
        with acting_as(CLOCKWORK):
            return type(row)._base_manager.get(pk=row.pk)

    def proof(self, who: Principal) -> str:
        """An uploaded file as a form carries it."""
        with acting_as(CLOCKWORK):
            kept = files.store(PDF, "application/pdf")
        return uploads.token(kept.sha256, "proof.pdf", who)

    # ---- a campaign ----

    def planned(self, **more: Any) -> Any:
        given: dict[str, Any] = {
            "title": "校园周边餐饮专项整治", "ground": "食品安全法、2026年监督检查计划", "approval": "川汇区人民政府 川政〔2026〕8号",
            "since": "2026-03-02", "until": "2026-06-30", "first_due": "2026-04-30", "word": "餐饮", "items": [ITEM],
        } | more  # fmt: skip
        return self.do(self.world.officer, "campaign.draft_campaign", **given)

    def running(self, **more: Any) -> Any:
        row = self.planned(**more)
        row = self.do(self.world.head, "campaign.approve_campaign", row.pk)
        self.office, self.second = again(self.office), again(self.second)
        return row

    def said(self, task: Any, line: Any, outcome: str, **more: Any) -> Any:
        """What an officer of the county says of a subject, with a proof."""
        who = self.world.officer
        given = {"subject": line.pk, "outcome": outcome, "note": "现场核对，拍照留存", "file": self.proof(who)} | more
        return self.do(who, "campaign_task.say_outcome", task.pk, **given)

    # ---- self-checks ----

    def listed(self, kind: str = "catering") -> Any:
        row = self.do(self.world.officer, "responsibility_list.draft_list", kind=kind)
        return self.do(self.world.head, "responsibility_list.publish_list", row.pk)

    def called(self, **more: Any) -> Any:
        given = {"list_number": self.listed().number, "due_on": "2026-03-20", "word": "餐饮"} | more
        row = self.do(self.world.officer, "self_check_round.draft_round", **given)
        return self.do(self.world.head, "self_check_round.start_round", row.pk)

    def answer(self, row: Any, unmet: tuple[int, ...] = (), **more: Any) -> Any:
        """The business answers; the lines of these positions are not met."""
        gap = {
            "verdict": "unmet",
            "hazard": "进货票据缺三张",
            "measure": "补齐票据并建台账",
            "post": "店长",
            "by": "2026-03-25",
        }
        answers = [
            {"key": line["key"], **((gap | more) if n in unmet else {"verdict": "met"})}
            for n, line in enumerate(row.lines, 1)
        ]
        return self.do(self.world.enterprise, "self_check.answer_self_check", row.pk, answers=answers, true=True)

    # ---- a commission ----

    def commission(self, **more: Any) -> Any:
        members = [
            {"name": "区教育局", "account": "citizen", "duties": "学校食堂管理"},
            {"name": "七一路市场监督管理所", "code": OFFICE, "duties": "日常监督检查"},
            {"name": "区公安分局", "duties": "打击食品犯罪"},
        ]
        given: dict[str, Any] = {
            "title": "川汇区食品安全委员会", "field": "food", "ground": "食品安全法第六条", "chair": self.world.head.officer_id,
            "office": "区市场监管局", "members": members,
        } | more  # fmt: skip
        return self.do(self.world.head, "commission.set_up_commission", **given)

    def meeting(self, **more: Any) -> Any:
        body = self.commission()
        given = {
            "commission": body.pk, "topic": "校园食品安全", "agenda": "通报检查情况\n研究责任分工", "at": "2026-03-10T09:00:00+08:00",
            "place": "区政府三楼会议室",
        } | more  # fmt: skip
        return self.do(self.world.officer, "joint_meeting.call_meeting", **given)

    def held(self) -> Any:
        row = self.meeting()
        self.now = at(3, 10, 15)
        given = {
            "attended": ["区教育局", "七一路市场监督管理所"],
            "absent": "区公安分局：执行任务",
            "minutes": "会议听取了检查情况汇报，明确了责任分工。",
        }
        return self.do(self.world.officer, "joint_meeting.hold_meeting", row.pk, **given)

    def resolved(self, of: Any, **more: Any) -> Any:
        given = {
            "meeting": of.pk,
            "what": "全区学校食堂建立陪餐制度",
            "owner": "区教育局",
            "due_on": "2026-03-31",
        } | more
        return self.do(self.world.officer, "resolution.resolve", **given)
