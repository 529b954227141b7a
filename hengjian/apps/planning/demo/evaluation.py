"""Tasks of the five plans in every state, and reports: Zhoukou's final evaluation, Hubei's annual monitoring. Synthetic."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanReport
from hengjian.apps.planning.queries.plans import plans_by_key
from hengjian.apps.planning.queries.standing import standing
from hengjian.kernel import catalogues, divisions
from hengjian.kernel.deadline import calendar
from hengjian.kernel.demo import PLACE, agent_for, as_of, cast
from hengjian.kernel.models import Authority, Officer, Subject, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.search import keys

HOME = "zhoukou"  # the plan of the demo's own city
BODY = "样周口市场监管评估咨询有限公司"
OPINION = (
    "评估组核对了指标公式、填报证明材料和任务节点，认为报告的数据来源清楚，结论与数据一致。\n"
    "总体判断：规划确定的主要任务基本落实，市场准入、消费维权和信用监管方面进展明显；"
    "部分依赖外部统计的指标取得数值偏晚，缺数据的指标影响了对个别目标的判断。\n"
    "建议下一规划期减少人工填报，明确外部数据的报送时间，并把县级差异纳入年度监测。"
)


@dataclass(frozen=True)
class Pair:
    """Who plans and who signs at a place."""

    planner: Principal
    head: Principal


def load(entities: int, seed: int) -> Iterator[str]:
    """Tasks of every plan there is, and the two reports; nothing where no plan has been loaded."""
    chance, known = random.Random(seed + 66), plans_by_key()
    rows = [row for row in catalogues.rows("plan_tasks.csv") if row["plan"] in known]
    if not rows:
        return
    pairs = {key: _pair(known[key]) for key in dict.fromkeys(row["plan"] for row in rows)}
    counties = _counties(known[HOME].code) if HOME in known else []
    for n, row in enumerate(rows):
        plan = known[row["plan"]]
        owner = counties[n % len(counties)] if plan.key == HOME and counties and n % 3 == 2 else plan.code
        _task(row, plan, owner, pairs[plan.key], chance, n)
    yield f"{len(rows)} 项规划任务"
    yield from _reports(known, pairs)


def _counties(city: str) -> list[str]:
    """Authorities of the counties below the city."""
    lo, hi = divisions.bounds(city)
    found = Authority.objects.filter(code__gte=lo, code__lt=hi).exclude(code=city).order_by("code")
    return [one.code for one in found if len(one.code) == len("411602")]


def _pair(plan: Plan) -> Pair:
    """Planner and head of the place; invented where the demo has none, without a way to sign in."""
    with acting_as(CLOCKWORK):
        name = f"{divisions.full_name(plan.code) or plan.title[:3]}市场监督管理局"
        Authority.objects.get_or_create(code=plan.code, defaults={"name": name, "short_name": name[:1]})
    if plan.code == PLACE:
        return Pair(*cast("city", "cityhead"))
    return Pair(
        _officer(plan.code, "planner", "规划处", (Role.HANDLER, Role.ANALYST)),
        _officer(plan.code, "signer", "负责人", (Role.HEAD, Role.APPROVER)),
    )


def _officer(code: str, what: str, title: str, roles: tuple[Role, ...]) -> Principal:
    with acting_as(CLOCKWORK):
        user, made = User.objects.get_or_create(
            username=f"{what}-{code}", defaults={"display_name": f"{title}样{code}", "synthetic": True}
        )
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
            Officer.objects.create(
                user=user,
                authority_id=code,
                roles=[r.value for r in roles],
                certificate_no=f"演示规{user.pk:06d}",
                certificate_until=timezone.localdate() + timedelta(days=400),
            )
        return principal_for(user)


def _do(who: Principal, at: datetime, name: str, pk: int | None = None, /, **given: Any) -> int:
    with as_of(at, who):
        return int(perform_within(f"planning.{name}", pk, given, who).proceeding.pk)


def _at(day: date, hour: int = 10) -> datetime:
    """A working moment on or after a day, never ahead of now."""
    while not calendar().is_workday(day):
        day += timedelta(days=1)
    return min(timezone.make_aware(datetime.combine(day, time(hour))), timezone.now())


def _ago(days: int, hour: int = 10) -> datetime:
    return _at(timezone.localdate() - timedelta(days=days), hour)


def _task(row: dict[str, str], plan: Plan, owner: str, pair: Pair, chance: random.Random, n: int) -> None:
    first, last = date(plan.since, 7, 1), date(plan.until, 12, 31)
    middle = date(plan.since + 2, 6, 30)
    late = n % 9 == 4  # its end was moved past the plan and is over again
    steps = [
        {"title": "制定实施方案", "due": f"{plan.since + 1}-03-31"},
        {"title": "中期取得阶段成效", "due": middle.isoformat()},
        {"title": "全面完成并总结", "due": last.isoformat()},
    ]
    given: dict[str, Any] = {
        "plan": plan.key, "chapter": row["chapter"], "place": row["place"], "title": row["title"], "what": row["what"],
        "authority": owner, "partners": row["partners"], "starts_on": first.isoformat(), "ends_on": last.isoformat(),
        "milestones": steps,
    }  # fmt: skip
    if n % 2 == 0:
        given["budget"] = str(chance.randint(20, 300) * 10_000)
    pk = _do(pair.planner, _ago(320), "plan_task.set_task", **given)
    reached = [1, 2] if late else [1, 2, 3]
    progress = chance.randint(55, 85) if late else 100
    spent = str(int(given["budget"]) * progress // 110) if "budget" in given else None
    told = f"{row['title']}：已按方案推进，阶段成果经责任单位汇总。"
    _do(pair.planner, _ago(300), "plan_task.report_progress", pk, told=told, progress=60, reached=[1])
    _do(
        pair.planner,
        _ago(250),
        "plan_task.report_progress",
        pk,
        told=told,
        progress=progress,
        reached=reached,
        spent=spent,
    )
    if late:
        _do(CLOCKWORK, _ago(200), "plan_task.watch_task", pk)
        return
    _do(pair.planner, _ago(240), "plan_task.claim_done", pk, result=f"{row['title']}：各节点均已完成，成果材料归档。")
    if n % 7 != 3:
        score = chance.randint(78, 97)
        _do(pair.head, _ago(230), "plan_task.confirm_done", pk, score=score, opinion="材料齐全，目标达到，予以确认。")


def _reports(known: dict[str, Plan], pairs: dict[str, Pair]) -> Iterator[str]:
    today = timezone.localdate()
    wanted = (("hubei", "annual", today.year - 2), (HOME, "midterm", today.year - 3), (HOME, "final", 0))
    for key, kind, year in wanted:
        plan, pair = known.get(key), pairs.get(key)
        if plan is None or pair is None:
            continue
        year = min(max(year or plan.until, plan.since), plan.until)
        if not standing(plan.key, plan.code, today):
            continue
        pk = _do(pair.planner, _ago(60), "plan_report.draft_report", plan=key, kind=kind, year=year)
        if kind == "final":
            _evaluated(pk, pair)
        _do(pair.planner, _ago(30), "plan_report.submit_report", pk)
        _do(pair.head, _ago(28), "plan_report.sign_report", pk)
        yield f"评估报告：{plan.title}（{kind}）"


def _evaluated(pk: int, pair: Pair) -> None:
    """An outside body with access of its own gives its opinion."""
    with acting_as(CLOCKWORK):
        body = Subject.objects.create(
            kind="company", name=BODY, division_code="411602", opened_on=date(2015, 5, 6), synthetic=True, **keys(BODY)
        )
        evaluator = agent_for(body)
    _do(pair.planner, _ago(55), "plan_report.ask_evaluator", pk, evaluator=body.pk)
    _do(evaluator, _ago(45), "plan_report.give_opinion", pk, score=87, opinion=OPINION)
    words = (
        "规划期内，本市市场监管各项工作按规划推进，主要指标总体向好，个别指标因口径调整或数据来源变化需要结合说明理解。"
    )
    _do(pair.planner, _ago(40), "plan_report.edit_text", pk, section="overview", text=_with(pk, words))


def _with(pk: int, words: str) -> str:
    """The machine's own sentence with a person's behind it."""
    with acting_as(CLOCKWORK):
        row = PlanReport.objects.get(pk=pk)
    return f"{next(one['text'] for one in row.sections if one['key'] == 'overview')}\n{words}"
