"""Values of the five plans for 2021 to 2025, a plan of the demo city for 2026 to 2030 handed down to its counties, comments.

The targets are those that are printed; every value is invented and marked synthetic. Officers of places that the demo has
no sign-in for report their own values.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hengjian.apps.consumer.queries import access as guests
from hengjian.apps.planning.actions.computing import compute, places_of
from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.procedures import PlanReturn, TargetAssignment, TargetMiss
from hengjian.apps.planning.tasks.plans import follow_up
from hengjian.kernel import divisions, uploads
from hengjian.kernel.demo import PLACE, Past, as_of, cast, moment
from hengjian.kernel.models import Authority, Officer, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, Role

ELSEWHERE = {
    "42": ("湖北省市场监督管理局", "鄂"),
    "63": ("青海省市场监督管理局", "青"),
    "4414": ("梅州市市场监督管理局", "梅"),
}
YEARS = range(2021, 2026)
# Told as they might have gone: short of the target, falling, far behind; the rest comes near to its path.
TOLD = {
    "T3": ("22", "19.5", "17", "14.8", "13.5"),
    "T13": ("4.9", "4.7", "4.6", "4.3", "4.1"),
    "T20": ("64", "69", "75", "81", "86.5"),
}
COUNTY_REFS = ("T1", "T9", "T10", "T16", "T20", "T22")
SIZES = (1200, 2600, 3900, 5200, 1800, 4400, 3100)  # matters a year, by county
PARTS = ("T9", "T16")  # told with numerator and denominator, so that a change can be explained by places
NEXT: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("市场活力", "市场主体活跃度", "%", "77.6", "80", "预期性"),
    ("市场活力", "每万人口高价值发明专利拥有量", "件", "1.08", "2", "预期性"),
    ("市场活力", "商标有效注册量", "万件", "11.9", "15", "预期性"),
    ("市场秩序", "一般事项“双随机、一公开”抽查比例", "%", "5", "5", "约束性"),
    ("市场秩序", "消费投诉按期办结率", "%", "96.3", "98", "约束性"),
    ("市场秩序", "举报按期核查率", "%", "93.4", "96", "约束性"),
    ("安全与消费者保护", "食品抽检量", "批次/千人", "4", "5", "约束性"),
    ("安全与消费者保护", "餐饮单位明厨亮灶覆盖率", "%", "91.2", "98", "预期性"),
    ("安全与消费者保护", "万台特种设备死亡率", "人/万台", "0.04", "0.1以下", "约束性"),
    ("安全与消费者保护", "社会公用计量标准", "个", "187", "240", "预期性"),
)


@dataclass
class Teller(Past):
    """Who tells what: officers by place, chance, and acts at moments of the past."""

    chance: random.Random
    now: datetime
    officers: dict[str, Principal] = field(default_factory=dict)

    def of(self, code: str) -> Principal:
        """The officer of a place; one without a sign-in is invented where the demo has none."""
        if code not in self.officers:
            user = User.objects.create(
                username=f"plans-{code}", display_name="样" + code[-2:], password="!", synthetic=True
            )
            roles = [Role.HANDLER.value, Role.APPROVER.value]
            Officer.objects.create(user=user, authority_id=code, roles=roles, certificate_no=f"演示规划{code}")
            self.officers[code] = principal_for(user)
        return self.officers[code]

    def do(self, who: Principal, day: date, name: str, pk: int | None = None, /, **given: Any) -> Done:
        with as_of(self.on(day), who):
            return perform_within(f"planning.{name}", pk, given, who)


def load(entities: int, seed: int) -> Iterator[str]:
    """Values, the next period, what follows from missed targets."""
    teller = _teller(seed)
    for code, (name, mark) in ELSEWHERE.items():
        Authority.objects.get_or_create(code=code, defaults={"name": name, "short_name": mark})
    plans = list(Plan.objects.filter(parent=None, act_id=None).order_by("code"))
    told = sum(_values(teller, plan) for plan in plans)
    _correct(teller)
    yield f"五部规划2021—2025年的{told}个指标值"
    places = _next_period(teller)
    _comments(teller)
    with moment(teller.on(date(2026, 2, 2))):
        follow_up(date(2026, 2, 2))
    _explain(teller)
    yield f"2026—2030年规划期下达到{places}个县区"


def figures() -> Iterator[str]:
    """The figures that the platform reckons itself, from the matters of all rooms."""
    yield f"规划指标由平台算出{compute(timezone.now())}个数"


def _teller(seed: int) -> Teller:
    teller = Teller(random.Random(seed + 29), timezone.now())
    for who in cast("province", "city", "county", "shenqiu"):
        teller.officers[who.authority_code] = who
    return teller


def _values(teller: Teller, plan: Plan) -> int:
    """The plan's own values of five years; of the demo city's also those of its counties, which add up to them."""
    targets = [t for t in PlanTarget.objects.filter(plan=plan).order_by("position") if t.target is not None]
    course = {t.ref: _course(teller.chance, t) for t in targets}
    count = 0
    for n, year in enumerate(YEARS):
        lines = {t.ref: {"ref": t.ref, "value": str(course[t.ref][n]), "note": "年度统计公报"} for t in targets}
        if plan.code == PLACE and year >= 2023:
            count += _counties(teller, plan, year, lines)
        day = date(year + 1, 4, 10) if (plan.key, year) == ("meizhou", 2023) else date(year + 1, 1, 26)
        count += _report(teller, plan, plan.code, year, list(lines.values()), day)
    return count


def _report(teller: Teller, plan: Plan, code: str, year: int, lines: list[dict[str, str]], day: date) -> int:
    who = teller.of(code)
    with as_of(teller.on(day), who):
        file = uploads.take(f"%PDF-1.4 {year} {plan.key} {code}".encode(), f"{year}年指标数值（演示）.pdf", who)
    given = {"plan": plan.pk, "year": year, "code": code, "evidence": file, "lines": lines}
    teller.do(who, day, "plan_return.volunteer_values", **given)
    return len(lines)


def _course(chance: random.Random, target: PlanTarget) -> list[Decimal]:
    """Five invented values from the baseline towards the target, most of which it reaches."""
    if target.ref in TOLD and target.plan.key == "zhoukou":
        return [Decimal(value) for value in TOLD[target.ref]]
    aim = target.target or Decimal(0)
    down = target.better == "down"
    start = target.baseline if target.baseline is not None else aim * Decimal("1.25" if down else "0.78")
    reach = Decimal(str(round(chance.choice((0.86, 1.0, 1.02, 1.04, 1.08)), 2)))
    whole = target.unit in ("个", "家", "项", "件", "批次") and aim == aim.to_integral_value() and aim >= 4
    out = []
    for n in range(1, 6):
        wobble = Decimal(str(round(chance.uniform(-0.06, 0.06), 3)))
        value = start + (aim - start) * (Decimal(n) / 5 * reach + (wobble if n < 5 else 0))
        if aim == start:
            value = aim * (1 + abs(wobble) / 4 * (-1 if down else 1))
        if target.unit.startswith("%") and aim <= 100:
            value = min(value, Decimal(100))
        out.append(max(value, Decimal(0)).quantize(Decimal(1) if whole else Decimal("0.01")))
    return out


def _counties(teller: Teller, plan: Plan, year: int, lines: dict[str, dict[str, str]]) -> int:
    """Values of the counties round about the city's; where parts are told, the city's are the sums."""
    sums = {ref: [0, 0] for ref in PARTS}
    count = 0
    counties = places_of(plan)[1:]
    for code in counties:
        own = []
        for ref in COUNTY_REFS:
            near = Decimal(lines[ref]["value"])
            value = near * Decimal(str(round(teller.chance.uniform(0.965, 1.03), 4)))
            value = near / 10 if ref == "T22" else min(value, Decimal(100))
            line = {"ref": ref, "value": str(value.quantize(Decimal(1) if ref == "T22" else Decimal("0.01")))}
            if ref in PARTS:
                whole = int(
                    SIZES[int(code) % len(SIZES)] * (1 + (year - 2023) * 0.04) * teller.chance.uniform(0.98, 1.02)
                )
                part = int(whole * value / 100)
                sums[ref][0] += part
                sums[ref][1] += whole
                line |= {"numerator": str(part), "denominator": str(whole), "value": _percent(part, whole)}
            own.append(line)
        count += _report(teller, plan, code, year, own, date(year + 1, 1, 20))
    for ref, (part, whole) in sums.items():
        lines[ref] |= {"numerator": str(part), "denominator": str(whole), "value": _percent(part, whole)}
    return count


def _percent(part: int, whole: int) -> str:
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.01")))


def _correct(teller: Teller) -> None:
    """One value was put right later, as happens."""
    row = PlanReturn.objects.get(plan__key="zhoukou", place=PLACE, until=date(2022, 12, 31))
    old = next(Decimal(line["value"]) for line in row.lines if line["ref"] == "T9")
    right = {"ref": "T9", "value": str(old - Decimal("0.55")), "note": "补录后重算"}
    reason = "平台切换期间漏记412件，补录后重算"
    teller.do(teller.of(PLACE), date(2023, 5, 16), "plan_return.correct_values", row.pk, reason=reason, lines=[right])


def _next_period(teller: Teller) -> int:
    """The demo city's next plan: adopted by the province, handed down by weight; most counties have confirmed."""
    keys = dict(PlanTarget.objects.filter(plan__key="zhoukou").order_by("-position").values_list("name", "key"))
    lines = [
        {"ref": f"T{n}", "group": group, "name": name, "unit": unit, "baseline": before, "target": aim.removesuffix("以下"),
         "target_text": aim, "nature": {"约束性": "binding", "预期性": "expected"}[nature], "key": keys.get(name, ""),
         "comparison": "le" if "以下" in aim else "ge", "better": "down" if "以下" in aim else "up",
         "adds": "sum" if unit in ("个", "万件") else "each", "place": f"附表第{n}项"}
        for n, (group, name, unit, before, aim, nature) in enumerate(NEXT, 1)
    ]  # fmt: skip
    title = "周口市“十五五”市场监管规划（演示）"
    given = {"plan_title": title, "since": 2026, "until": 2030, "source": "演示〔2026〕1号", "lines": lines}
    city = teller.of(PLACE)
    row: Any = teller.do(city, date(2026, 1, 12), "plan_period.draft_plan", **given).proceeding
    teller.do(teller.of("41"), date(2026, 2, 9), "plan_period.adopt_plan", row.pk)
    plan = Plan.objects.get(key=row.plan_key)
    counties = places_of(plan)[1:]
    day = timezone.localtime(teller.now).date() - timedelta(days=12)
    shares = [{"code": code, "weight": 1 + n % 4} for n, code in enumerate(counties)]
    done = teller.do(city, day, "target_cascade.hand_down", plan=plan.pk, way="weight", places=shares)
    _answers(teller, done, counties, day)
    return len(counties)


def _answers(teller: Teller, done: Done, counties: list[str], day: date) -> None:
    """Asked by the worker's own keys; the first county has not answered yet, the second objects, the others confirm."""
    for n, code in enumerate(counties):
        with as_of(teller.on(day, 11), CLOCKWORK):
            given = {"cascade": done.proceeding.pk, "code": code}
            perform_within("planning.target_assignment.assign", None, given, CLOCKWORK, key=f"after:{done.act_id}:{n}")
    for row in TargetAssignment.objects.filter(cascade_id=done.proceeding.pk).order_by("code")[1:]:
        who, later = teller.of(row.code), day + timedelta(days=5)
        if row.code == counties[1]:
            words = {"objection": "辖区计量机构人员不足，建议减少。", "proposals": [{"ref": "T10", "value": "10"}]}
            teller.do(who, later, "target_assignment.object_to_targets", row.pk, **words)
        else:
            teller.do(who, later, "target_assignment.confirm_targets", row.pk)


def _comments(teller: Teller) -> None:
    """Two comments from nobody in particular; one is answered."""
    plan = Plan.objects.get(key="zhoukou")
    for days, words, answer in (
        (40, "建议公布各县区投诉按期办结率，让群众知道哪里慢。", "已在指标页按县区公布，每年一月更新。"),
        (3, "电梯应急平台覆盖率为什么一直没有到100%？", ""),
    ):
        day = timezone.localtime(teller.now).date() - timedelta(days=days)
        row = teller.do(
            guests.guest_of(guests.new_code(), ""), day, "plan_comment.comment", plan=plan.pk, words=words
        ).proceeding
        if answer:
            teller.do(teller.of(PLACE), day + timedelta(days=6), "plan_comment.answer_comment", row.pk, answer=answer)


def _explain(teller: Teller) -> None:
    """The city has said why binding targets were missed, and what it does about it."""
    city = teller.of(PLACE)
    others = {
        "why": "年末集中受理，办结滞后于时限。",
        "measures": "按月通报各县区办结情况，超期件逐件督办。",
        "answered_by": "周口市市场监督管理局",
        "reach_by": "2026-12-31",
    }
    for other in TargetMiss.objects.filter(code=PLACE, state="asked").exclude(target__ref="T3"):
        teller.do(city, date(2026, 2, 9), "target_miss.explain_miss", other.pk, **others)
    row = TargetMiss.objects.filter(target__plan__key="zhoukou", target__ref="T3", state="asked").first()
    if row is None:
        return
    told = {"why": "标准立项评审排队，平均等待三个月。", "measures": "评审改为每月一次，起草与征求意见并行；逐月公布在办标准。",
            "answered_by": f"{divisions.names()[PLACE]}市场监督管理局标准化科", "reach_by": "2026-12-31"}  # fmt: skip
    teller.do(city, date(2026, 2, 6), "target_miss.explain_miss", row.pk, **told)
    teller.do(
        city,
        date(2026, 6, 12),
        "target_miss.note_step",
        row.pk,
        done="评审会已改为每月一次，在办标准平均周期降到12.6个月",
    )
