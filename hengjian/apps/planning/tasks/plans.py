"""What the calendar does for plans: figures each night, values asked for at the turn of the year, missed targets followed up."""

from datetime import date

from django.utils import timezone
from procrastinate.contrib.django import app

from hengjian.apps.planning.actions.board import prune, refresh
from hengjian.apps.planning.actions.computing import compute
from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.procedures import PlanReturn, TargetMiss
from hengjian.apps.planning.queries.board import headlines
from hengjian.apps.planning.queries.standing import Standing, standing
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Setting
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

SWITCH = "planning.miss_supervision"
OPEN = ("asked", "mending")


@app.periodic(cron="10 3 * * *")
@app.task(name="planning.compute_figures", queueing_lock="planning.compute_figures")
def compute_figures(timestamp: int) -> None:
    """Figures of declared indicators for the places of the plans; last year's too, as matters are closed late."""
    now = timezone.now()
    with acting_as(CLOCKWORK):
        compute(now, [timezone.localtime(now).year - 1])


@app.periodic(cron="40 3 * * *")
@app.task(name="planning.compute_board", queueing_lock="planning.compute_board")
def compute_board(timestamp: int) -> None:
    """The figures of every indicator for every authority, headlines first; then those that moved on long ago go."""
    now = timezone.now()
    refresh(None, now)
    prune(timezone.localtime(now).date())


@app.task(name="planning.compute_headlines", queueing_lock="planning.compute_headlines")
def compute_headlines() -> None:
    """Once after a first load, so that the cockpit shows numbers before the first night."""
    refresh(None, timezone.now(), headlines())


@app.periodic(cron="30 4 * * *")
@app.task(name="planning.gather_values", queueing_lock="planning.gather_values")
def gather_values(timestamp: int) -> None:
    """Ask for the values of the year that is over; the same year is asked for once."""
    gather(timezone.localdate().year - 1)


def gather(year: int) -> int:
    """Open the return of every plan in force, for its place and those that took targets over; gives how many."""
    with acting_as(CLOCKWORK) as machine:
        running = Plan.objects.filter(since__lte=year, until__gte=year, closed_on=None)
        asked = 0
        for plan in running:
            here = Authority.objects.filter(pk=plan.code).exists()
            if here and not PlanReturn.objects.filter(plan=plan, place=plan.code, until=date(year, 12, 31)).exists():
                given = {"plan": plan.pk, "code": plan.code, "year": year}
                key = f"ask:{plan.pk}:{plan.code}:{year}"
                asked += not perform("planning.plan_return.ask_values", None, given, machine, key=key).replayed
        return asked


@app.periodic(cron="50 4 * * *")
@app.task(name="planning.follow_up_misses", queueing_lock="planning.follow_up_misses")
def follow_up_misses(timestamp: int) -> None:
    """Open a matter for each binding target that was missed, and close those that are reached now."""
    follow_up(timezone.localdate())


def follow_up(on: date) -> int:
    """Gives how many matters were opened; none where an administrator has switched the rule off."""
    with acting_as(CLOCKWORK) as machine:
        opened = 0
        with_binding = PlanTarget.objects.filter(nature="binding").values("plan")
        for plan in Plan.objects.filter(pk__in=with_binding):
            if not Authority.objects.filter(pk=plan.code).exists():
                continue
            for one in standing(plan.key, plan.code, on):
                if one.target.nature == "binding":
                    opened += _one(one, on, machine)
        return opened


def switched_on(on: date) -> bool:
    """The rule as the law's data has it, unless an administrator says otherwise."""
    said = Setting.objects.filter(key=SWITCH).first()
    return bool(said.value) if said is not None else bool(LawOn(on).value(SWITCH).amount)


def _one(one: Standing, on: date, machine: Principal) -> int:
    row = TargetMiss.objects.filter(target=one.target, state__in=OPEN).first()
    if one.value is None or one.as_of is None:
        return 0
    given = {"value": str(one.value), "until": one.as_of.isoformat()}
    if row is not None:
        if one.met and one.as_of >= row.until:
            perform("planning.target_miss.reach_target", row.pk, given, machine, key=f"reach:{row.pk}")
        return 0
    if one.light != "red" or not switched_on(on):
        return 0
    day = date(one.target.due or one.target.plan.until, 12, 31)
    if not one.target.each and on <= day:
        return 0  # behind its path, but its day has not come
    key = f"miss:{one.target.pk}:{one.as_of:%Y}"
    done = perform("planning.target_miss.find_miss", None, {"target": one.target.pk, **given}, machine, key=key)
    return int(not done.replayed)
