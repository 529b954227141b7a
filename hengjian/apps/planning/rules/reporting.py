"""What a report on a plan says: how targets and tasks stand, in figures, drawings and sentences. Facts in, text out.

The texts are those of an official paper and so in Chinese. Every sentence rests on a figure that is frozen beside it; a
person may put any section into other words, and the figures stay as they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from hengjian.kernel import numbers

GREEN, YELLOW, RED = "green", "yellow", "red"
WORDS = {
    "final": {GREEN: "已完成", YELLOW: "接近完成", RED: "未完成", "": "未能判断"},
    "midterm": {GREEN: "达到中期进度", YELLOW: "略低于进度", RED: "明显低于进度", "": "未能判断"},
    "annual": {GREEN: "达到年度进度", YELLOW: "略低于进度", RED: "明显低于进度", "": "未能判断"},
}
KIND_NAMES = {"annual": "年度监测报告", "midterm": "中期评估报告", "final": "总结评估报告"}
HOW = {"computed": "系统计算", "reported": "填报", "missing": "缺数据"}
NATURES = {"binding": "约束性", "expected": "预期性"}
TASK_WORDS = {"running": "推进中", "claimed": "待核验", "done": "已完成"}


class Target(Protocol):
    """What a report needs of a printed target."""

    pk: int
    ref: str
    name: str
    unit: str
    group: str
    nature: str
    place: str
    flag: str
    comparison: str
    better: str
    baseline: Decimal | None
    target: Decimal | None
    target_text: str


class Standing(Protocol):
    """How a target stands on a day, as the plans tell it."""

    @property
    def target(self) -> Any: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def as_of(self) -> date | None: ...
    @property
    def how(self) -> str: ...
    @property
    def late(self) -> bool: ...
    @property
    def corrected(self) -> bool: ...
    @property
    def expected(self) -> Decimal | None: ...
    @property
    def light(self) -> str: ...
    @property
    def forecast(self) -> Any: ...


@dataclass(frozen=True)
class Frame:
    """What the report is about: its kind, the plan's first and last year, the day of the figures."""

    kind: str
    since: int
    until: int
    as_of: date


def plain(number: Decimal | int | None) -> str:
    """A number as reports print it, to four places."""
    return numbers.plain(number, 4)


def reached(target: Target, value: Decimal) -> bool:
    """Is the printed target met by the value, by the comparison that is printed?"""
    if target.target is None:
        return False
    if target.comparison in ("gt", "eq"):
        return value > target.target if target.comparison == "gt" else value == target.target
    downwards = target.comparison == "le" or (target.better == "down" and target.comparison in ("approx", "rank"))
    return value <= target.target if downwards else value >= target.target


def judged(one: Standing, value: Decimal | None, frame: Frame) -> str:
    """The light. At the end only what is reached is green: the path, which the plans judge by, is no excuse any more.

    A value that is older than the one the plans judged by has no light of theirs.
    """
    if value is None or not one.light or frame.kind != "final":
        return one.light if value == one.value else ""
    if reached(one.target, value):
        return GREEN
    return RED if one.light == RED else YELLOW


def frozen(one: Standing, past: Sequence[tuple[date, Decimal | None, str]], frame: Frame) -> dict[str, Any]:
    """A target as the report keeps it: text and whole numbers only, so that the paper can be made again."""
    target: Target = one.target
    seen = [(day, value, how) for day, value, how in past if value is not None and day <= frame.as_of]
    value, day, how = one.value, one.as_of, one.how
    if day and day > frame.as_of:  # known by now, but of a later period than the report's
        day, value, how = seen[-1] if seen else (None, None, "missing")
    return {
        "ref": target.ref,
        "number": target.ref.removeprefix("T"),
        "name": target.name,
        "unit": target.unit,
        "group": target.group,
        "nature": target.nature,
        "place": target.place,
        "flag": target.flag,
        "baseline": plain(target.baseline),
        "target": target.target_text or plain(target.target),
        "value": plain(value),
        "as_of": day.isoformat() if day else "",
        "how": how,
        "late": one.late,
        "corrected": one.corrected,
        "expected": plain(one.expected),
        "light": judged(one, value, frame),
        "forecast": [plain(v) for v in (one.forecast.low, one.forecast.mid, one.forecast.high)] if one.forecast else [],
        "series": [[day.isoformat(), plain(value), how] for day, value, how in seen],
        "chart": chart(target, seen, one, frame),
    }


UNIT = 1000  # drawings are laid out in thousandths of their frame


def chart(
    target: Target, seen: Sequence[tuple[date, Decimal | None, str]], one: Standing, frame: Frame
) -> dict[str, Any]:
    """The path and the values in thousandths of the frame of the drawing; empty where there is nothing to draw."""
    points = [(day, Decimal(value), how) for day, value, how in seen if value is not None]
    heights = [v for v in (target.baseline, target.target, *(p[1] for p in points)) if v is not None]
    if one.forecast:
        heights += [one.forecast.low, one.forecast.high]
    if len(heights) < 2:
        return {}
    low, high = _bounds(heights)
    first, last = date(frame.since - 1, 12, 31), date(frame.until, 12, 31)
    span = max((last - first).days, 1)

    def x(day: date) -> int:
        return min(max(UNIT * (day - first).days // span, 0), UNIT)

    def y(value: Decimal) -> int:
        return int(UNIT * (value - low) / (high - low))

    return {
        "years": [[str(year), x(date(year, 12, 31))] for year in range(frame.since - 1, frame.until + 1)],
        "lines": [[plain(v), y(v)] for v in (low, (low + high) / 2, high)],
        "path": [[0, y(target.baseline)], [UNIT, y(target.target)]]
        if target.baseline is not None and target.target is not None
        else [],
        "target": [] if target.target is None else [y(target.target)],
        "values": [[x(day), y(value), plain(value), how] for day, value, how in points],
        "interval": [y(one.forecast.low), y(one.forecast.mid), y(one.forecast.high)] if one.forecast else [],
    }


def _bounds(heights: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """A little below the lowest and above the highest; never one and the same."""
    low, high = min(heights), max(heights)
    room = (high - low) * Decimal("0.12") or max(abs(high) * Decimal("0.1"), Decimal(1))
    return (low - room).quantize(Decimal("0.01")), (high + room).quantize(Decimal("0.01"))


def counts(figures: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many targets have each light; without a light those that cannot be judged."""
    found = {GREEN: 0, YELLOW: 0, RED: 0, "": 0}
    for one in figures:
        found[one["light"]] += 1
    return found


def aim(one: Mapping[str, Any]) -> str:
    """The target as printed, with its unit where the print is a bare number."""
    text = str(one["target"])
    return f"{text}{one['unit']}" if text[-1:].isdigit() else text


def sentence(one: Mapping[str, Any], kind: str) -> str:
    """One target in words: where it began, where it stands, what was to be, what it rests on."""
    unit = one["unit"]
    if one["how"] == "missing" or one["value"] == "—":
        return f"规划目标为{aim(one)}。截至报告期末没有取得该指标的数值，不作判断。"
    began = "" if one["baseline"] == "—" else f"由基期的{one['baseline']}{unit}变为{one['value']}{unit}，"
    stands = began or f"数值为{one['value']}{unit}，"
    path = "" if one["expected"] == "—" or kind == "final" else f"，按进度应为{one['expected']}{unit}"
    words = WORDS[kind][one["light"]]
    tail = _tail(one)
    return f"{stands}规划目标为{aim(one)}{path}，{words}。{tail}"


def _tail(one: Mapping[str, Any]) -> str:
    said = [f"数值由{HOW[one['how']]}取得（{one['as_of']}）"]
    if one["late"]:
        said.append("迟报")
    if one["corrected"]:
        said.append("曾经更正")
    text = "，".join(said) + "。"
    return text + (f"文本提示：{one['flag'].rstrip('。')}。" if one["flag"] else "")


def overview(figures: Sequence[Mapping[str, Any]], works: Sequence[Mapping[str, Any]], frame: Frame) -> str:
    """How the whole stands, binding targets first."""
    judged, words = counts(figures), WORDS[frame.kind]
    binding = [one for one in figures if one["nature"] == "binding"]
    parts = [f"{words[light]}{judged[light]}项" for light in (GREEN, YELLOW, RED, "") if judged[light]]
    text = (
        f"规划列入监测的指标和数值目标共{len(figures)}项，截至{_day(frame.as_of)}：{'、'.join(parts) or '尚无数值'}。"
    )
    if binding:
        kept = sum(one["light"] == GREEN for one in binding)
        text += f"其中约束性指标{len(binding)}项，{words[GREEN]}{kept}项。"
    if works:
        done = sum(one["state"] == "done" for one in works)
        late = sum(one["late"] for one in works)
        text += f"分解落实的重点任务{len(works)}项，已完成{done}项" + (f"，逾期{late}项。" if late else "，没有逾期。")
    return text


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def problems(figures: Sequence[Mapping[str, Any]], works: Sequence[Mapping[str, Any]], frame: Frame) -> str:
    """What falls short, what is not known, what is late: one paragraph each."""
    words = WORDS[frame.kind]
    lines = []
    for light in (RED, YELLOW):
        short = [one for one in figures if one["light"] == light]
        if short:
            named = "；".join(f"{one['name']}（{one['value']}{one['unit']}，目标{aim(one)}）" for one in short)
            lines.append(f"{words[light]}的指标{len(short)}项：{named}。")
    missing = [one["name"] for one in figures if one["how"] == "missing"]
    if missing:
        lines.append(f"没有数值、不能判断的指标{len(missing)}项：{'；'.join(missing)}。")
    late = [one["title"] for one in works if one["late"]]
    if late:
        lines.append(f"逾期未完成的任务{len(late)}项：{'；'.join(late)}。")
    return "\n".join(lines) or "报告期内没有发现低于进度的指标和逾期的任务。"


def advice(figures: Sequence[Mapping[str, Any]], works: Sequence[Mapping[str, Any]], frame: Frame) -> str:
    """What follows from the problems; a person says the rest."""
    short = [one for one in figures if one["light"] in (RED, YELLOW)]
    reported = [one for one in figures if one["how"] == "reported"]
    lines = []
    if short and frame.kind == "final":
        lines.append(
            f"对{len(short)}项未完全达到的指标逐项说明原因，需要继续推进的，转入下一规划期并重新确定目标值和责任单位。"
        )
    elif short:
        lines.append(f"对{len(short)}项低于进度的指标逐项确定补救措施、责任单位和完成时间，按季度调度。")
    if any(one["late"] for one in works):
        lines.append("对逾期任务实行督办，责任单位说明原因并提出完成时间。")
    if reported:
        lines.append(f"对仍靠填报的{len(reported)}项指标，逐步改由业务系统计算，减少人工填报。")
    if any(one["how"] == "missing" for one in figures):
        lines.append("明确缺数据指标的数据来源、口径和报送责任。")
    return "\n".join(lines) or "继续按规划部署推进，保持现有工作力度。"


def quality(figures: Sequence[Mapping[str, Any]]) -> str:
    """What the figures rest on: computed, reported, missing, late, corrected, doubts about the text."""
    total = len(figures)
    by = {how: sum(one["how"] == how for one in figures) for how in HOW}
    late, corrected, flagged = (sum(bool(one[name]) for one in figures) for name in ("late", "corrected", "flag"))
    return (
        f"{total}项指标中，由业务系统按公布的公式计算的{by['computed']}项，由责任单位填报并附证明材料的{by['reported']}项，"
        f"没有数值的{by['missing']}项。填报中迟报{late}项，更正{corrected}项；更正前的数值仍保留在系统中。"
        f"规划文本存疑、按印出内容保留的{flagged}项。"
    )


def basis(title: str, source: str, frame: Frame) -> str:
    """Why the report is made and how its figures came about."""
    return (
        f"本报告依据《中共中央、国务院关于统一规划体系更好发挥国家发展规划战略导向作用的意见》关于年度监测、中期评估和总结评估的要求，"
        f"对《{title}》{f'（{source}）' if source else ''}{frame.since}—{frame.until}年的实施情况作出评价，数据截至{_day(frame.as_of)}。\n"
        "指标数值优先由业务系统按公布的公式计算；系统没有数据的，由责任单位填报并附证明材料，两类来源在文中逐项标明。"
        "进度按基期值到目标值的直线（规划另有节点的按节点）推算，达到当期应有数值的为绿灯，略低的为黄灯，明显低的为红灯；总结评估只有达到目标值才为绿灯。"
        "数值在起草时固定，此后的更正不改变本报告，另行说明。"
    )


def drafted(
    title: str, source: str, figures: Sequence[Any], works: Sequence[Any], frame: Frame
) -> list[dict[str, str]]:
    """Every text of the report as the machine words it."""
    texts = [
        ("basis", "评估依据和方法", basis(title, source, frame)),
        ("overview", "总体实施情况", overview(figures, works, frame)),
        (
            "targets",
            "指标和目标完成情况",
            "各项指标的数值、进度和来源如下。图中虚线为规划进度，圆点为系统计算值，方点为填报值，横线为目标值。",
        ),
        ("tasks", "重点任务推进情况", tasks_text(works)),
        ("problems", "存在的问题", problems(figures, works, frame)),
        ("advice", "下一步建议", advice(figures, works, frame)),
        ("quality", "数据质量说明", quality(figures)),
    ]
    texts += [(f"target:{one['ref']}", one["name"], sentence(one, frame.kind)) for one in figures]
    return [{"key": key, "title": name, "text": text, "by": ""} for key, name, text in texts]


def tasks_text(works: Sequence[Mapping[str, Any]]) -> str:
    """The tasks in one sentence, with the money where it was told."""
    if not works:
        return "规划任务尚未在系统中分解。"
    budget, spent = sum(one["budget"] for one in works), sum(one["spent"] for one in works)
    scored = [one["score"] for one in works if one["score"] is not None]
    text = f"规划任务按章节分解为{len(works)}项，明确了责任单位、完成时间和节点。"
    if budget:
        text += f"列有预算的任务合计预算{_wan(budget)}万元，已支出{_wan(spent)}万元。"
    if scored:
        text += f"已核验的{len(scored)}项任务绩效得分平均{plain((Decimal(sum(scored)) / len(scored)).quantize(Decimal('0.1')))}分。"
    return text


def _wan(fen: int) -> str:
    """Fen in units of ten thousand yuan, to a hundred yuan."""
    return plain((Decimal(fen) / 1_000_000).quantize(Decimal("0.01")))


def kept_words(fresh: Sequence[dict[str, str]], before: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """New texts of the machine, with those that a person has written left as they were."""
    written = {one["key"]: dict(one) for one in before if one["by"]}
    return [written.get(one["key"], one) for one in fresh]
