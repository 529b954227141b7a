"""How long after a new fact the class of its subject is another one, in a register of many, and that nobody else's is touched."""

from __future__ import annotations

from time import perf_counter

from django.utils import timezone

from hengjian.apps.credit.actions.listing import enter_on_list
from hengjian.apps.credit.actions.risk_grading import reclassify
from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.credit.queries.risk_system import packaged
from hengjian.kernel import bulk
from hengjian.kernel.bench import Result, Say, median, percentile
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as

FACTS, COUNTY = 50, "411602"
GOAL = 2.0  # seconds
STEPS = (
    """INSERT INTO kernel_subject (id, kind, name, code, division_code, office_code, status, pinyin, initials, grams, facts,
    opened_on, synthetic) SELECT %(first)s + s.n, 'company', '样' || s.n || '商贸有限公司', 'RISK' || (%(first)s + s.n),
    '411602', '411602', 'registered', 'yang' || s.n, 'y' || s.n, '{}', '{}', '2019-01-01', true
    FROM generate_series(0, %(count)s - 1) AS s (n)""",
    """INSERT INTO registry_marketentity (subject_id, type_code, "group", trade_name, trade_pinyin, industry, representative,
    composition, capital, currency, premises, scope, scope_codes, mark, controls, registered_by)
    SELECT %(first)s + s.n, '1130', 'company', '样' || s.n, 'yang' || s.n, '', '何', '', 1000000, 'CNY', '七一路' || s.n || '号',
    '一般项目：日用百货销售。', '{}', '', '[]', '' FROM generate_series(0, %(count)s - 1) AS s (n)""",
    """INSERT INTO credit_riskgrade (subject_id, grade, score, version, graded_at, coverage, inputs)
    SELECT %(first)s + s.n, 'A', 0, %(version)s, now(), 0, '{}' FROM generate_series(0, %(count)s - 1) AS s (n)""",
)


def risk_one(scale: int | None, say: Say) -> Result:
    """Enter fifty subjects on a list one after the other, each followed by its class, as the worker does it."""
    count = max(scale or 100_000, FACTS)
    say(f"a register of {count} …\n")
    first = _filled(count)
    times: dict[str, list[float]] = {"act": [], "class": [], "visible": []}
    falls = others = 0
    for n in range(FACTS):
        pk, started = first + n * (count // FACTS), timezone.now()
        began = perf_counter()
        enter_on_list(
            pk, "unreachable_domicile", "登记的经营场所无法联系", started.date().isoformat(), key=f"bench:{pk}"
        )
        acted = perf_counter()
        reclassify(pk, "act")
        with acting_as(CLOCKWORK):
            falls += RiskGrade.objects.get(pk=pk).grade in ("C", "D")
        ended = perf_counter()
        times["act"].append(acted - began)
        times["class"].append(ended - acted)
        times["visible"].append(ended - began)
        with acting_as(CLOCKWORK):
            others += RiskGrade.objects.filter(graded_at__gte=started).exclude(pk=pk).count()
    slowest = max(times["visible"])
    quality = {
        "facts": FACTS,
        "classes_that_fell_to_c_or_d": falls,
        "classes_of_others_touched": others,
        "p95_ms": round(1000 * percentile(times["visible"], 0.95), 1),
        "slowest_ms": round(1000 * slowest, 1),
        "goal_seconds": GOAL,
        "goal_met": slowest < GOAL and not others,
    }
    parts = {name: median(times[name]) for name in ("act", "class")}
    return Result("risk_one", count, median(times["visible"]), parts, {}, quality)


def _filled(count: int) -> int:
    """The register; gives the number of its first subject."""
    with acting_as(CLOCKWORK):
        Authority.objects.get_or_create(pk=COUNTY, defaults={"name": "周口市川汇区市场监督管理局", "short_name": "川"})
        newest = Subject.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    values = {"first": newest + 1, "count": count, "version": packaged().version}
    with bulk.as_owner() as owner:
        for step in STEPS:
            owner.execute(step, values)
        owner.execute("ANALYZE kernel_subject, registry_marketentity, credit_riskgrade")
    return newest + 1
