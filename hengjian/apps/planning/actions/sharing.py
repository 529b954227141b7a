"""Handing targets down in one act, and what each place answers."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.procedures import TargetAssignment, TargetCascade
from hengjian.apps.planning.procedures.sharing import WAYS
from hengjian.apps.planning.rules import sharing
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.numbers import bare
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .periods import ARTICLE, LEADERS, target_of

STAFF = (Role.HANDLER, *LEADERS)


class PlaceShare(Given):
    code: str = ask(gettext_lazy("Place"), at_most=12)
    weight: Decimal = ask(gettext_lazy("Weight"), kind="number", default=Decimal(1))


class HandShare(Given):
    code: str = ask(gettext_lazy("Place"), at_most=12)
    ref: str = ask(gettext_lazy("Indicator, by its number in the plan (T9, Z3)"), at_most=12)
    value: Decimal = ask(gettext_lazy("Value of the indicator"), kind="number")


class HandedDown(Given):
    plan: int = ask(gettext_lazy("Plan"), kind="plan")
    refs: list[str] = ask(gettext_lazy("Indicators by their numbers (T9, Z3); none: all"), default=[])
    way: str = ask(gettext_lazy("Way"), choices=WAYS, default=sharing.EQUAL)
    places: list[PlaceShare] = ask(gettext_lazy("Places"))
    values: list[HandShare] = ask(gettext_lazy("Values by hand, before those that are reckoned"), default=[])


class AssignedBy(Given):
    cascade: int = ask(gettext_lazy("Targets handed down"), kind="number")
    code: str = ask(gettext_lazy("Place"))


class Proposal(Given):
    ref: str = ask(gettext_lazy("Indicator, by its number in the plan (T9, Z3)"), at_most=12)
    value: Decimal = ask(gettext_lazy("Proposed value"), kind="number")


class TargetObjection(Given):
    objection: str = ask(gettext_lazy("Objection"), lines=4, at_least=4, at_most=1000)
    proposals: list[Proposal] = ask(gettext_lazy("Values proposed instead"), default=[])


class ObjectionDecided(Given):
    granted: bool = ask(gettext_lazy("The proposed values apply"), kind="check", default=False)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, TargetCascade.handed, by=STAFF, label=gettext_lazy("Hand targets down"), basis=ARTICLE)
def hand_down(row: TargetCascade, given: HandedDown, on: Occasion) -> None:
    """Divide targets among the places below, all in one act; every place is asked to confirm."""
    what = _("Nothing was handed down.")
    plan = Plan.objects.filter(pk=given.plan, closed_on=None).first()
    if plan is None or not on.principal.sees(plan.code):
        raise Incomplete(what, fields={"plan": _("There is no such plan in force in your range.")})
    weights = _weights(plan, given, what)
    row.plan, row.code, row.way, row.places = plan, plan.code, given.way, sorted(weights)
    row.title = f"{plan.title}：指标分解下达"[:200]
    chosen = PlanTarget.objects.filter(plan=plan, target__isnull=False)
    targets = list(chosen.filter(ref__in=given.refs) if given.refs else chosen)
    if len(targets) < len(set(given.refs)) or not targets:
        raise Incomplete(what, fields={"refs": _("Choose indicators of this plan that have a number.")})
    if PlanTarget.objects.filter(parent__in=targets).exists() or _open_for(plan, {t.pk for t in targets}):
        raise Conflict(
            what,
            fact=_("Some of these targets were handed down before."),
            article=on.law.cite(ARTICLE),
            remedy=_("Choose the others, or wait for the answers."),
        )
    by_hand = {(value.ref, value.code): value.value for value in given.values}
    row.lines = [divided(target, given.way, weights, by_hand) for target in targets]
    _all_fit(targets, row.lines).require(what)
    for code in row.places:
        on.then("planning.target_assignment.assign", None, {"cascade": row.pk, "code": code})
    on.note = _("%(targets)d indicators, %(places)d places") % {"targets": len(targets), "places": len(weights)}


def _open_for(plan: Plan, targets: set[int]) -> bool:
    """Is one of these targets under way to the places below?"""
    rows = TargetCascade.objects.filter(plan=plan, closed_at=None)
    return any(line["target"] in targets for row in rows for line in row.lines)


def _weights(plan: Plan, given: HandedDown, what: str) -> dict[str, Decimal]:
    """Weight by place; each lies one level below the plan's, has an authority, and has no such plan yet."""
    weights = {place.code: place.weight for place in given.places}
    below = {code for code in weights if len(code) <= 9 and code.isdigit() and divisions.parent(code) == plan.code}
    known = set(Authority.objects.filter(pk__in=below).values_list("pk", flat=True))
    if not weights or set(weights) - known:
        strange = "、".join(sorted(set(weights) - known)) or "—"
        raise Incomplete(what, fields={"places": _("Not places with an authority right below: %(c)s") % {"c": strange}})
    if any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise Incomplete(what, fields={"places": _("Weights are not below zero, and not all are zero.")})
    return weights


def divided(
    target: PlanTarget, way: str, weights: dict[str, Decimal], by_hand: dict[tuple[str, str], Decimal]
) -> dict[str, Any]:
    """One target with the share of each place; what was written by hand goes before what is reckoned."""
    reckoned = sharing.shares(target.target or Decimal(0), target.adds, way, weights)
    given = {code: by_hand.get((target.ref, code), value) for code, value in reckoned.items()}
    return {
        "target": target.pk, "ref": target.ref, "name": target.name, "unit": target.unit,
        "shares": {code: bare(value) for code, value in given.items()},
    }  # fmt: skip


def _all_fit(targets: list[PlanTarget], lines: list[dict[str, Any]]) -> Finding:
    """The grounds of every line, so that all of them are told at once."""
    found: list[Ground] = []
    for target, line in zip(targets, lines, strict=True):
        shares = {code: Decimal(value) for code, value in line["shares"].items()}
        found += fit_of(target, shares).grounds
    return Finding(tuple(found))


def fit_of(target: PlanTarget, shares: dict[str, Decimal]) -> Finding:
    down = target.comparison == "le" or target.better == "down"
    named = {divisions.names().get(code, code): value for code, value in shares.items()}
    return sharing.fit(target.name, target.target or Decimal(0), down, target.adds, named)


@act(None, TargetAssignment.assigned, by=CLOCK, label=gettext_lazy("Asked to confirm"))
def assign(row: TargetAssignment, given: AssignedBy, on: Occasion) -> None:
    """What one place was given, put before it."""
    cascade = TargetCascade.objects.select_related("plan").get(pk=given.cascade)
    row.code, row.upper, row.plan, row.cascade_id = given.code, cascade.code, cascade.plan, cascade.pk
    row.title = f"{cascade.plan.title}：{divisions.names().get(given.code, given.code)}指标"[:200]
    row.synthetic = cascade.synthetic
    row.lines = [
        {key: line[key] for key in ("target", "ref", "name", "unit")} | {"value": line["shares"][given.code]}
        for line in cascade.lines
    ]


@act(TargetAssignment.assigned, TargetAssignment.confirmed, by=STAFF, label=gettext_lazy("Confirm the targets"))
def confirm_targets(row: TargetAssignment, given: Nothing, on: Occasion) -> None:
    """The place takes its targets over; they are its plan from now on."""
    _of_place(row, on)
    _take_over(row, on)


@act(TargetAssignment.assigned, TargetAssignment.objected, by=STAFF, label=gettext_lazy("Object to targets"))
def object_to_targets(row: TargetAssignment, given: TargetObjection, on: Occasion) -> None:
    """Why the share does not fit, and what would."""
    _of_place(row, on)
    known = {line["ref"] for line in row.lines}
    if any(p.ref not in known for p in given.proposals):
        raise Incomplete(_("No objection was raised."), fields={"proposals": _("Only targets that were given.")})
    row.objection = given.objection
    row.proposals = {p.ref: bare(p.value) for p in given.proposals}
    on.note = given.objection


@act(
    TargetAssignment.objected,
    TargetAssignment.imposed,
    by=LEADERS,
    label=gettext_lazy("Decide on the objection"),
    apart_from="object_to_targets",
)
def decide_targets(row: TargetAssignment, given: ObjectionDecided, on: Occasion) -> None:
    """The place above decides; with the shares of the others the target above must still be reached."""
    what = _("The objection was not decided.")
    if not on.principal.sees(row.upper):
        raise NotAllowed(what, fact=_("The objection is decided by the place that handed the targets down."))
    if given.granted and not row.proposals:
        raise Conflict(what, fact=_("No other values were proposed."), remedy=_("Decide without them."))
    if given.granted:
        targets = list(PlanTarget.objects.filter(plan=row.plan, ref__in=row.proposals))
        Finding(tuple(g for t in targets for g in fit_of(t, _shares_with(row, t)).grounds)).require(what)
        row.lines = [{**line, "value": row.proposals.get(line["ref"], line["value"])} for line in row.lines]
    on.note = given.reason
    _take_over(row, on)


def _shares_with(row: TargetAssignment, target: PlanTarget) -> dict[str, Decimal]:
    """Every place's share of a target as it stands now, this place's as proposed."""
    rows = TargetAssignment.objects.filter(cascade_id=row.cascade_id)
    found = {one.code: Decimal(line["value"]) for one in rows for line in one.lines if line["target"] == target.pk}
    return found | {row.code: Decimal(row.proposals[target.ref])}


def _of_place(row: TargetAssignment, on: Occasion) -> None:
    """The place answers for itself; the place above cannot confirm in its name."""
    if on.principal.place != row.code:
        raise NotAllowed(
            _("Nothing was answered."),
            fact=_("Only the place itself confirms its targets or objects to them."),
            remedy=_("Ask an officer of that place."),
        )


def _take_over(row: TargetAssignment, on: Occasion) -> None:
    """The place's own plan below the one above, with these targets; what it was given before is left."""
    upper = row.plan
    plan, _made = Plan.objects.get_or_create(
        key=f"{upper.key}-{row.code}",
        defaults={
            "title": f"{divisions.names().get(row.code, row.code)}承担的{upper.title}指标"[:120], "code": row.code,
            "since": upper.since, "until": upper.until, "source": row.number, "issued_on": on.day, "parent": upper,
            "act_id": on.act_id, "synthetic": row.synthetic,
        },
    )  # fmt: skip
    had = set(PlanTarget.objects.filter(plan=plan).values_list("ref", flat=True))
    above = PlanTarget.objects.in_bulk([line["target"] for line in row.lines])
    PlanTarget.objects.bulk_create(
        _below(plan, above[line["target"]], line["value"]) for line in row.lines if above[line["target"]].ref not in had
    )
    on.then("planning.target_cascade.settle_cascade", row.cascade_id)


def _below(plan: Plan, above: PlanTarget, value: str) -> PlanTarget:
    line = {
        name: getattr(above, name)
        for name in ("ref", "key", "name", "unit", "comparison", "better", "nature", "group", "adds")
    }
    line |= {"target": value, "target_text": value, "baseline": None, "place": above.plan.title[:80]}
    return target_of(plan, above.position, line, above)


@act(
    TargetCascade.handed, (TargetCascade.handed, TargetCascade.settled), by=CLOCK, label=gettext_lazy("Answers counted")
)
def settle_cascade(row: TargetCascade, given: Nothing, on: Occasion) -> Any:
    """Closed when every place has taken its targets over."""
    done = TargetAssignment.objects.filter(cascade_id=row.pk, state__in=("confirmed", "imposed")).count()
    on.note = _("%(done)d of %(all)d places") % {"done": done, "all": len(row.places)}
    return TargetCascade.settled if done >= len(row.places) else TargetCascade.handed
