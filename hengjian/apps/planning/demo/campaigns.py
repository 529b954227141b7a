"""Campaigns under way and closed, responsibility lists with a round of self-checks, a commission with its resolutions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.planning import queries
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import Campaign, CampaignTask, SelfCheck
from hengjian.apps.planning.queries import scopes
from hengjian.apps.planning.rules.responsibility import kinds
from hengjian.kernel import files, uploads
from hengjian.kernel.demo import COUNTY, Past, agent_for, as_of, cast
from hengjian.kernel.models import Authority, Subject, SubjectMember, User
from hengjian.kernel.paper import render
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

WORDS = ("餐饮", "小吃", "食品", "超市", "便利", "五金", "服装", "科技")
LEAST, MOST = 4, 60
ITEMS = ["catering-01", "registration_items-01"]
NOTES = (
    "亮证经营，台账齐全",
    "进货票据不全，已当场补齐",
    "冷藏设备温度记录缺失",
    "从业人员健康证过期一人",
    "现场整洁，明厨亮灶正常",
)
GAPS = (
    ("进货票据缺少近三日部分", "补齐票据并建立进货台账", "采购员"),
    ("一名从业人员健康证到期", "安排体检，办证前调离岗位", "店长"),
    ("冷藏柜温度没有记录", "每日两次记录并签名", "厨师长"),
)


@dataclass
class Teller(Past):
    """Who tells the story: people, chance, the present, and the last act, whose follow-ups the teller does itself."""

    chance: random.Random
    people: dict[str, Principal]
    now: datetime
    proof: str = ""
    last: int = 0

    def day(self, days: int) -> str:
        """The day so many days ago, or to come where negative."""
        return (timezone.localdate(self.now) - timedelta(days=days)).isoformat()

    def do(self, who: str, days: int, name: str, pk: int | None = None, /, **given: Any) -> Any:
        """One act some days ago; gives the matter."""
        principal = self.people[who]
        with as_of(self.ago(days), principal):
            done = perform_within(f"planning.{name}", pk, given, principal)
        return self._done(done)

    def follow(self, days: int, nth: int, name: str, pk: int | None = None, /, **given: Any) -> Any:
        """What the worker would do after an act, under the worker's own key, so that it is not done twice."""
        with as_of(self.ago(days, 11), CLOCKWORK):
            return perform_within(f"planning.{name}", pk, given, CLOCKWORK, key=f"after:{self.last}:{nth}").proceeding

    def _done(self, done: Done) -> Any:
        self.last = done.act_id
        return done.proceeding

    def file(self, who: str) -> str:
        """A proof as the form of that person carries it."""
        if not self.proof:
            data = {"title": "现场检查记录（演示）", "authority": "演示", "date": self.day(0), "number": "演示1号", "synthetic": True,
                    "paragraphs": ["演示用证据材料。"]}  # fmt: skip
            with acting_as(CLOCKWORK):
                self.proof = files.store(render("kernel.notice", data), "application/pdf").sha256
        return uploads.token(self.proof, "现场记录.pdf", self.people[who])


def load(entities: int, seed: int) -> Iterator[str]:
    """Everything that the demo has of campaigns; yields a line of progress a step."""
    names = ("county", "county2", "countyhead", "city", "agent", "tax")
    people = dict(zip(names, cast(*names), strict=True))
    teller = Teller(random.Random(seed + 61), people, timezone.now())
    about = _about()
    _commission(teller)
    _lists(teller)
    if about is not None:
        _closed_campaign(teller, about)
        _running_campaign(teller, about)
        _round(teller, about)
    counts = [kind.objects.count() for kind in (Campaign, CampaignTask, SelfCheck)]
    yield f"{counts[0]} 项专项行动、{counts[1]} 项任务，{counts[2]} 份企业自查表"


def _about() -> scopes.Scope | None:
    """Whom the campaigns are about: a trade of the county, or of one of its offices where a trade has many."""
    offices = [a.code for a in Authority.objects.filter(code__startswith=COUNTY).order_by("code") if a.code != COUNTY]
    places: list[tuple[str, ...]] = [(), *((code,) for code in offices)]
    tried = (scopes.Scope(word=word, places=place) for place in places for word in WORDS)
    return next((one for one in tried if LEAST <= scopes.count(one, COUNTY) <= MOST), None)


def _said(about: scopes.Scope) -> dict[str, Any]:
    return {"word": about.word, "places": list(about.places)}


def _lists(teller: Teller) -> None:
    for n, kind in enumerate(kinds()):
        row = teller.do("county", 120 - n, "responsibility_list.draft_list", kind=kind)
        teller.do("countyhead", 118 - n, "responsibility_list.publish_list", row.pk)


def _plan(teller: Teller, days: int, about: scopes.Scope, title: str, first_due: str, until: str) -> Any:
    given = {
        "title": title, "ground": "食品安全法、川汇区2026年监督检查计划（演示）", "approval": "川汇区人民政府 川政〔2026〕12号（演示）",
        "aims": "排查整治突出问题，压实主体责任", "since": teller.day(days), "until": until, "first_due": first_due, **_said(about),
        "items": ITEMS,
    }  # fmt: skip
    row = teller.do("county", days, "campaign.draft_campaign", **given)
    row = teller.do("countyhead", days - 1, "campaign.approve_campaign", row.pk)
    _tasks(teller, row, days - 1, 1, first_due)
    return row


def _tasks(teller: Teller, row: Any, days: int, nth: int, due: str) -> None:
    """The tasks that the approval, or the look-back, asks the worker for."""
    rows = CampaignSubject.objects.filter(proceeding_id=row.pk, **({"again": True} if nth > 1 else {}))
    with acting_as(CLOCKWORK):
        places = sorted(set(rows.values_list("place", flat=True)))
    for n, code in enumerate(places):
        teller.follow(days, n, "campaign_task.open_task", authority=code, campaign=row.pk, nth=nth, due_on=due)


def _say(teller: Teller, row: Any, nth: int, days: int, share: float) -> list[Any]:
    """Outcomes for a share of each task's subjects; gives the tasks."""
    with acting_as(CLOCKWORK):
        tasks = [task for task in queries.tasks_of(row.pk) if task.nth == nth]
        lines = queries.campaign_lines(row.pk, row.number, nth)
    for task in tasks:
        for line in [one for one in lines if one.row.place == task.code]:
            if teller.chance.random() > share:
                continue
            outcome = (
                "clean" if nth > 1 else teller.chance.choices(("clean", "mended", "found", "cased"), (6, 3, 1, 1))[0]
            )
            more: dict[str, Any] = {"mend_by": teller.day(days - 20)} if outcome == "found" else {}
            more |= {"case": "川案〔2026〕演示9号"} if outcome == "cased" else {}
            given = {
                "subject": line.row.pk,
                "outcome": outcome,
                "note": teller.chance.choice(NOTES),
                "file": teller.file("county"),
            }
            teller.do("county", days, "campaign_task.say_outcome", task.pk, **given, **more)
    return tasks


def _closed_campaign(teller: Teller, about: scopes.Scope) -> None:
    """From its plan to the signed report, with a look-back over all that was found."""
    row = _plan(teller, 150, about, f"“护校园”{about.word}安全专项整治", teller.day(100), teller.day(30))
    for task in _say(teller, row, 1, 120, 1):
        teller.do("county", 105, "campaign_task.report_task", task.pk, told="名单内对象已全部检查，问题逐户建账。")
    found = any(one.outcome.found for one in queries.campaign_lines(row.pk, row.number))
    if found:
        row = teller.do("county", 90, "campaign.call_look_back", row.pk, share=100, due_on=teller.day(60))
        _tasks(teller, row, 90, 2, teller.day(60))
        for task in _say(teller, row, 2, 70, 1):
            teller.do("county", 65, "campaign_task.report_task", task.pk, told="回头看对象整改到位，未见反弹。")
    words = {
        "results": "名单内对象实现检查全覆盖，发现的问题逐户建账、限期整改，涉嫌违法的依法立案查处，回头看未见反弹。",
        "problems": "部分小店从业人员流动大，健康证和进货台账管理容易反复，主体责任意识仍需加强。",
        "after": "将发现问题的对象列入重点监管名单，开学季再组织一次抽查；推动自查自评常态化。",
    }
    teller.do("county", 40, "campaign.draft_report", row.pk, **words)
    teller.do("countyhead", 36, "campaign.sign_report", row.pk)


def _running_campaign(teller: Teller, about: scopes.Scope) -> None:
    """Under way, its first round overdue; and one that is still a draft."""
    row = _plan(teller, 40, about, f"{about.word}行业“两节”期间专项检查", teller.day(3), teller.day(-60))
    _say(teller, row, 1, 12, 0.6)
    given = {
        "title": "电梯使用安全专项行动", "ground": "特种设备安全法（演示）", "since": teller.day(-10), "until": teller.day(-120),
        "first_due": teller.day(-60), **_said(about), "classes": ["B", "C", "D"], "items": ITEMS,
    }  # fmt: skip
    if scopes.count(replace(about, classes=("B", "C", "D")), COUNTY):
        teller.do("county", 1, "campaign.draft_campaign", **given)


def _round(teller: Teller, about: scopes.Scope) -> None:
    """A round that has passed its day, with answers in all stages, and one that waits for the agent's answer."""
    with acting_as(CLOCKWORK):
        number = queries.published_lists().filter(body__list_kind="catering").values_list("body__number", flat=True)[0]
        chosen = scopes.chosen(about, COUNTY)
        shops = Subject.objects.filter(pk__in=[one.subject for one in chosen[:2]])
    teller.people["agent"] = agent_for(*shops)
    old = _called(teller, 60, number, about, teller.day(35), [one.subject for one in chosen])
    for n, row in enumerate(old):
        who = f"of{n}"
        with acting_as(CLOCKWORK):
            teller.people[who] = _acting_for(row)
        if n % 5 != 4:
            _answer(teller, who, row, 50 - n % 20, n)
    _called(teller, 4, number, about, teller.day(-16), [one.subject for one in chosen[:8]])


def _acting_for(row: SelfCheck) -> Principal:
    """Whoever answers for the business: the agent for its own, an invented operator for each other."""
    member = SubjectMember.objects.filter(subject_id=row.subject_id or 0).select_related("user").first()
    if member is not None:
        return principal_for(member.user)
    user, _made = User.objects.get_or_create(
        username=f"operator{row.subject_id}", defaults={"display_name": "样经营者", "synthetic": True}
    )
    SubjectMember.objects.get_or_create(subject_id=row.subject_id or 0, user=user)
    return principal_for(user)


def _called(
    teller: Teller, days: int, number: str, about: scopes.Scope, due: str, subjects: list[int]
) -> list[SelfCheck]:
    row = teller.do("county", days, "self_check_round.draft_round", list_number=number, due_on=due, **_said(about))
    row = teller.do("countyhead", days, "self_check_round.start_round", row.pk)
    first = teller.last
    asked: list[Any] = []
    for subject in subjects:
        with as_of(teller.ago(days, 11), CLOCKWORK):
            key = f"ask:{row.pk}:{subject}"
            given = {"round": row.pk, "subject": subject}
            asked.append(
                perform_within("planning.self_check.ask_self_check", None, given, CLOCKWORK, key=key).proceeding
            )
    teller.last = first
    return asked


def _answer(teller: Teller, who: str, row: SelfCheck, days: int, n: int) -> None:
    """One answer; what is not met is mended, still being mended, or pursued."""
    unmet = teller.chance.sample(range(len(row.lines)), n % 3)
    answers: list[dict[str, Any]] = []
    for at, line in enumerate(row.lines):
        hazard, measure, post = GAPS[at % len(GAPS)]
        gap = {"verdict": "unmet", "hazard": hazard, "measure": measure, "post": post, "by": teller.day(days - 20)}
        answers.append({"key": line["key"], **(gap if at in unmet else {"verdict": "met"})})
    teller.do(who, days, "self_check.answer_self_check", row.pk, answers=answers, true=True)
    if not unmet:
        teller.do("county", days - 3, "self_check.confirm_self_check", row.pk, finding="各项均落实")
    elif n % 4 == 1:
        teller.do("county", days - 3, "self_check.accept_measures", row.pk, finding="措施可行，按期整改")
        teller.do(who, days - 12, "self_check.report_mending", row.pk, report="票据和记录已经补齐，照片已存")
        teller.do("county", days - 15, "self_check.confirm_self_check", row.pk, finding="整改到位")
    elif n % 4 == 2:
        teller.do("county", days - 3, "self_check.accept_measures", row.pk, finding="措施可行，按期整改")


def _commission(teller: Teller) -> None:
    """A food safety commission: two meetings, resolutions fulfilled, running, overdue."""
    office = Authority.objects.filter(pk__startswith=COUNTY).exclude(pk=COUNTY).order_by("pk").first()
    members = [
        {"name": "区教育局（演示）", "duties": "学校和幼儿园食堂管理，落实陪餐制度"},
        {"name": "区税务局（演示）", "account": "tax", "duties": "依法提供涉税信息"},
        {"name": "区公安分局（演示）", "duties": "打击食品安全犯罪"},
        {
            "name": office.name if office else "区卫生健康委（演示）",
            "code": office.pk if office else "",
            "duties": "辖区日常监督检查",
        },
    ]
    body = teller.do(
        "countyhead", 200, "commission.set_up_commission", title="川汇区食品安全委员会（演示）", field="food",
        ground="食品安全法第六条", chair=teller.people["countyhead"].officer_id, office="区市场监督管理局", members=members,
    )  # fmt: skip
    names = [one["name"] for one in members]
    for days, topic, resolved in (
        (
            90,
            "秋季开学校园食品安全",
            [("全区学校食堂落实校领导陪餐并公示", 0, 40), ("建立校园周边“五毛食品”联合巡查机制", 3, 20)],
        ),
        (30, "涉食案件行刑衔接", [("会商制定涉食案件线索移送清单", 2, 5), ("提供餐饮企业经营数据比对接口", 1, -30)]),
    ):
        _meeting(teller, body.pk, days, topic, names, resolved)


def _meeting(
    teller: Teller, body: int, days: int, topic: str, names: list[str], resolved: list[tuple[str, int, int]]
) -> None:
    at = datetime.combine(date.fromisoformat(teller.day(days)), time(15), timezone.localtime(teller.now).tzinfo)
    row = teller.do(
        "county", days + 8, "joint_meeting.call_meeting", commission=body, topic=topic, at=at.isoformat(), place="区政府三楼会议室",
        agenda="通报前期工作情况\n研究存在的问题\n议定下一步任务",
    )  # fmt: skip
    teller.do("tax", days + 3, "joint_meeting.consult", row.pk, member=names[1], text="赞成，建议明确数据交换口径。")
    minutes = (
        "会议通报了前期工作情况，研究了存在的问题。\n会议认为，要压实各成员单位责任，议定事项逐项明确责任单位和时限。"
    )
    teller.do(
        "county",
        days,
        "joint_meeting.hold_meeting",
        row.pk,
        attended=names[:3],
        absent=f"{names[3]}：执行检查任务",
        minutes=minutes,
    )
    made = [
        teller.do(
            "county", days, "resolution.resolve", meeting=row.pk, what=what, owner=names[owner], due_on=teller.day(due)
        )
        for what, owner, due in resolved
    ]
    teller.do("countyhead", days - 2, "joint_meeting.issue_minutes", row.pk)
    if days > 60:
        teller.do(
            "county",
            45,
            "resolution.report_resolution",
            made[0].pk,
            told="全区学校食堂均已公示陪餐安排，抽查落实良好。",
        )
        teller.do("countyhead", 43, "resolution.close_resolution", made[0].pk, text="情况属实，同意办结")
        for when, text in ((25, "请按期反馈巡查机制建立情况"), (10, "已超过时限，请立即落实")):
            teller.do("county", when, "resolution.remind", made[1].pk, text=text)
