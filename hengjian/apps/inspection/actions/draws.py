"""The draw from preparation to the list of names: locking rosters, publishing the rule, drawing (docs/draw.md)."""

import hashlib
import secrets
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hengjian.apps.inspection import engine
from hengjian.apps.inspection.models import DrawnSubject, DrawOfficer, DrawRow, DrawSecret, PlannedTask, PublishedDraw
from hengjian.apps.inspection.procedures import Draw
from hengjian.apps.inspection.queries import draws as published
from hengjian.apps.inspection.queries import preview, rosters
from hengjian.apps.inspection.rules import bundle, feasibility, planning, seats
from hengjian.apps.inspection.rules.locked import joined, salt
from hengjian.apps.inspection.rules.roster import HANDLE, OfficerRow, tree
from hengjian.apps.inspection.rules.selection import Drawn
from hengjian.apps.inspection.rules.teams import Blocked
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import OFFICIAL
from hengjian.kernel.ledger.entry import canonical
from hengjian.kernel.models import Authority, Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, COUNTERPARTY, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

PURE_UP_TO = 20_000  # rows drawn in Python; above, the database does the same in SQL
PPM_PER_PERCENT = 10_000
ARTICLE = "double_random_state_council"


class DrawPreparation(Given):
    task: int = ask(gettext_lazy("Task of the published plan"), kind="planned_task")
    total: int = ask(
        gettext_lazy("How many to draw; 0: by the ratios of the items"), kind="number", default=0, at_least=0
    )
    skill: str = ask(gettext_lazy("Expertise one of each team must have"), default="", at_most=30)
    department: str = ask(
        gettext_lazy("Second authority that seals a value"),
        kind="authority",
        default="",
        section=gettext_lazy("Who makes the seed"),
    )
    department_account: str = ask(gettext_lazy("or the account of another department"), default="", at_most=60)
    witness: str = ask(gettext_lazy("Account of the outside witness"), default="", at_most=60)
    public_value: str = ask(
        gettext_lazy("or a value that the world will publish"),
        default="",
        at_most=120,
        help=gettext_lazy("Named so that nobody can doubt which: 双色球 2026138 期开奖号码"),
    )


@act(None, Draw.prepared, by=Role.HANDLER, label=gettext_lazy("Prepare a draw"))
def prepare(row: Draw, given: DrawPreparation, on: Occasion) -> None:
    """Choose a task of the published plan and who makes the seed."""
    what = _("No draw was prepared.")
    task = PlannedTask.objects.filter(pk=given.task, withdrawn_at=None).first()
    if task is None or task.code != row.code:
        raise Incomplete(what, fields={"task": _("Choose a task of your authority's published plan.")})
    if not (task.year == on.day.year and task.since_month <= on.day.month <= task.until_month):
        fact = _("The plan has this task from month %(since)d to %(until)d of %(year)d.") % {
            "since": task.since_month,
            "until": task.until_month,
            "year": task.year,
        }
        remedy = _("Draw within these months, or adjust the plan.")
        raise Incomplete(what, fact=fact, article=on.law.cite(ARTICLE), remedy=remedy, fields={"task": fact})
    row.seats, insiders = _seats(row.code, given, on, what)
    seats.enough(row.seats, insiders, on.law).require(what)
    row.task, row.title, row.as_of = task, task.title, on.day
    row.total, row.skill = given.total or None, given.skill
    row.visits_by = planning.last_day(task.year, task.until_month)


def _seats(code: str, given: DrawPreparation, on: Occasion, what: str) -> tuple[list[seats.Seat], list[str]]:
    own = Authority.objects.get(pk=code)
    found = [seats.seat(own.name, "department", f"authority:{own.pk}")]
    second = Authority.objects.filter(pk=given.department).first()
    if second is not None:
        found.append(seats.seat(second.name, "department", f"authority:{second.pk}"))
        if not second.pk.startswith(code) and not code.startswith(second.pk):
            on.shares.append((second.pk, _("Party of the draw")))
    insiders: list[str] = []
    for field, role in (("department_account", "department"), ("witness", "witness")):
        if name := getattr(given, field):
            user = people.account_named(name, what, field)
            found.append(seats.seat(str(user), role, f"user:{user.pk}"))
            on.admit(f"user:{user.pk}", COUNTERPARTY)
            if Officer.objects.filter(user=user, active=True).exists():
                insiders.append(str(user))
    if given.public_value:
        found.append(seats.seat(given.public_value, "public", source=given.public_value))
    return found, insiders


@act(Draw.prepared, Draw.sealing, by=Role.HANDLER, label=gettext_lazy("Lock the rosters"), irreversible=True)
def lock_rosters(row: Draw, given: Nothing, on: Occasion) -> None:
    """Freeze subjects and officers as of today. From here nobody can be added or taken out."""
    what = _("The rosters were not locked.")
    seen = preview.look(row.task, row.code, on.day, row.total, row.skill, on.law)
    seen.finding.require(what)
    key = secrets.token_bytes(32)
    DrawSecret.objects.create(proceeding_id=row.pk, key=key.hex())
    rosters.freeze(row.task, row.pk, row.number, row.code, on.day, key, on.law)
    DrawOfficer.objects.bulk_create(DrawOfficer(proceeding_id=row.pk, **o) for o in seen.officers)
    opened = _officers(row, seen.officers, key)
    row.as_of, row.weights, row.sizes, row.kept_out = on.day, seen.weights, seen.counted.sizes, seen.counted.kept_out
    row.places, row.total = sorted(seen.counted.places), seen.total
    row.roots = {name: tree(_leaves(row, name))[1] for name in sorted(row.weights)}
    row.officers_size, row.officers_root = len(opened), tree(o.leaf for o in opened)[1]
    on.note = " ".join([*row.roots.values(), row.officers_root])
    for seat in row.seats:
        for who in _people_of(seat):
            on.tell(who, title=_("Please seal your value: %(number)s") % {"number": row.number}, body=row.title)


def _people_of(seat: seats.Seat) -> list[str]:
    kind, _colon, name = seat["holder"].partition(":")
    if kind != "authority":
        return [seat["holder"]] if seat["holder"] else []
    return people.holders(name, Role.HANDLER)


def _leaves(row: Draw, stratum: str) -> list[bytes]:
    found = DrawRow.objects.filter(proceeding_id=row.pk, stratum=stratum).values_list("leaf", flat=True)
    return [bytes(leaf) for leaf in found]


def _officers(row: Draw, officers: list[dict[str, Any]], key: bytes) -> list[OfficerRow]:
    return rosters.officer_rows(row.number, officers, {o["ident"]: salt(key, o["ident"]) for o in officers})


@act(
    Draw.sealed,
    Draw.committed,
    by=(Role.HEAD, Role.APPROVER),
    label=gettext_lazy("Publish rule, rosters and sealed values"),
    basis=ARTICLE,
    discloses="draw_plan",
    apart_from="prepare",
    irreversible=True,
)
def publish_rule(row: Draw, given: Nothing, on: Occasion) -> None:
    """Everything that decides is published and in the ledger before any value is known."""
    authority = Authority.objects.get(pk=row.code)
    key = published.secret(row.pk)
    rows = rosters.frozen_rows(row.pk, row.number, key, salt)
    officers = _officers(row, rosters.frozen_officers(row.pk), key)
    floor = on.law.value("inspection.draw.floor").amount * PPM_PER_PERCENT
    team = bundle.Team(on.law.value("inspection.draw.team").amount, row.skill)
    basis = (on.law.cite(ARTICLE).official, f"{row.task.plan_number}第{row.task.position}项")
    rule = bundle.Rule(
        row.number, row.title, authority.name, basis, row.as_of.isoformat(), row.total or 0, row.weights, floor, team
    )
    locked = bundle.lock(rule, rows.values(), officers, seats.parties(row.seats))
    row.plan_hash = locked.hash
    on.note = f"方案摘要 {locked.hash}"
    PublishedDraw.objects.create(
        proceeding_id=row.pk, number=row.number, title=row.title, code=row.code, authority=authority.name,
        items=row.task.items, partners=row.task.partners, plan=locked.plan, plan_hash=locked.hash, leaves=joined(locked),
        announced_at=on.at, plan_act=on.act_id, synthetic=row.synthetic,
    )  # fmt: skip
    body = {
        "name": row.title,
        "number": row.number,
        "authority": authority.name,
        "content": f"方案摘要（SHA-256）{locked.hash}",
    }
    on.disclose("draw_plan", f"抽签方案：{row.title}", on.law.cite(ARTICLE), body)
    for seat in row.seats:
        for who in _people_of(seat):
            on.tell(who, title=_("Please reveal your value: %(number)s") % {"number": row.number}, body=row.title)


@act(
    Draw.revealed,
    (Draw.drawn, Draw.void),
    by=CLOCK,
    label=gettext_lazy("Hold the draw"),
    basis=ARTICLE,
    discloses="draw_result",
)
def hold(row: Draw, given: Nothing, on: Occasion) -> State:
    """Seed, smallest tickets, teams; or the constraint that makes teams impossible."""
    public = PublishedDraw.objects.get(proceeding_id=row.pk)
    key = published.secret(row.pk)
    locked = published.reopen(public, rosters.frozen_officers(row.pk), key)
    values = [s["value"] for s in row.seats]
    selected = _selected(row, locked, values)
    leaves = [leaf for found in selected.strata.values() for leaf in found]
    try:
        outcome = bundle.draw(locked, values, rosters.frozen_rows(row.pk, row.number, key, salt, leaves), selected)
    except Blocked as blocked:
        with override(OFFICIAL):
            end(row, on, _("No teams can be made up.") + feasibility.told(blocked))
        return Draw.void
    names = _publish_names(row, public, leaves, outcome.teams, on)
    digest = hashlib.sha256(canonical(outcome.result)).hexdigest()
    PublishedDraw.objects.filter(pk=public.pk).update(
        state="drawn", result=outcome.result, drawn_at=on.at, result_act=on.act_id
    )
    row.outcome = f"抽中{names}户"
    on.note = f"结果摘要 {digest}"
    body = {"name": row.title, "number": row.number, "content": f"抽中{names}户；结果摘要（SHA-256）{digest}"}
    on.disclose("draw_result", f"抽签结果：{row.title}", on.law.cite(ARTICLE), body)
    return Draw.drawn


def _selected(row: Draw, locked: bundle.Locked, values: list[str]) -> Drawn:
    """The selection, in Python for small rosters and by the database for large ones; both give the same."""
    at = bundle.seed(row.number, locked.hash, locked.parties, values)
    if sum(s.size for s in locked.strata) <= PURE_UP_TO:
        return bundle.select(at, locked.strata, locked.leaves, locked.rule.floor_ppm)
    table = (
        f"(SELECT stratum, leaf, substring(leaf FROM 1 FOR {HANDLE}) AS handle FROM inspection_drawrow "
        f"WHERE proceeding_id = {int(row.pk)}) AS roster"
    )
    return engine.select(_rows, "postgresql", at, locked.strata, locked.rule.floor_ppm, table)


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _publish_names(
    row: Draw, public: PublishedDraw, leaves: list[bytes], teams: dict[str, list[str]], on: Occasion
) -> int:
    rows = DrawRow.objects.filter(proceeding_id=row.pk, leaf__in=leaves).select_related("subject")
    names = [
        DrawnSubject(
            draw=public, subject_id=r.subject_id, ident=r.ident, name=r.subject.name, code=row.code, place=r.place,
            officers=teams[r.ident], drawn_on=timezone.localdate(on.at),
        )
        for r in rows
    ]  # fmt: skip
    return len(DrawnSubject.objects.bulk_create(names))


def end(row: Draw, on: Occasion, why: str) -> None:
    """Record why the draw is void, where it has been announced to everybody too."""
    row.outcome, on.note = why[:500], why
    PublishedDraw.objects.filter(proceeding_id=row.pk).update(state="void", void_reason=why[:500])
    if row.plan_hash:
        body = {"name": row.title, "number": row.number, "reason": why}
        on.disclose("draw_void", f"抽签作废：{row.title}", on.law.cite(ARTICLE), body)


class DrawWithdrawn(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_most=500)


@act(
    (Draw.prepared, Draw.sealing, Draw.sealed),
    Draw.void,
    by=Role.HANDLER,
    label=gettext_lazy("Give the draw up"),
    favourable=False,
)
def give_up(row: Draw, given: DrawWithdrawn, on: Occasion) -> None:
    """Before the rule is published a draw may be given up; afterwards it is held, or void by a named party's silence."""
    end(row, on, given.reason)
