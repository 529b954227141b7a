"""Doing a declared act: lock, check, run, and write everything it leaves behind in one transaction.

Nothing else changes a proceeding's state. A repeat with the same idempotency key is answered, not redone.
"""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import checks, record, rows
from .act import Act, act_named
from .calendar import UnknownYear
from .given import Given, parse
from .law import LawOn
from .models import Act as ActRow
from .occasion import Occasion
from .principal import Principal
from .procedure import Procedure, State
from .refusal import Conflict, Incomplete, not_found


@dataclass(frozen=True)
class Done:
    """What became of an act: its id in the ledger, the proceeding, and whether it had been done before."""

    act_id: int
    proceeding: Procedure
    replayed: bool = False


def perform(
    act: Act | str,
    proceeding_id: int | None,
    values: dict[str, Any] | Given,
    principal: Principal,
    *,
    key: str | None = None,
    version: int | None = None,
) -> Done:
    """Do the act under the principal's scope, which the caller has entered.

    `values` is what was given, raw or validated; `version` is the version the person was looking at. Raises a Refusal,
    after which nothing has changed.
    """
    declared = act_named(act) if isinstance(act, str) else act
    try:
        with transaction.atomic():
            return perform_within(declared, proceeding_id, values, principal, key=key, version=version)
    except IntegrityError as error:
        return _second_of_two(declared, principal, key, error)
    except UnknownYear as unknown:
        raise Incomplete(
            checks.not_done(declared),
            fact=_("The holidays of %(year)d are not known, so no time limit can be reckoned.")
            % {"year": unknown.year},
            remedy=_("Check the dates given; for a coming year an administrator enters the notice of holidays."),
        ) from unknown


def perform_within(
    act: Act | str,
    proceeding_id: int | None,
    values: dict[str, Any] | Given,
    principal: Principal,
    *,
    key: str | None = None,
    version: int | None = None,
) -> Done:
    """As `perform`, but a refusal leaves the transaction half done: for a load that ends with the first and begins anew."""
    declared = act_named(act) if isinstance(act, str) else act
    if declared.opens:
        return _open(declared, values, principal, key)
    return _continue(declared, proceeding_id, values, principal, key, version)


def _open(declared: Act, values: dict[str, Any] | Given, principal: Principal, key: str | None) -> Done:
    what = checks.not_done(declared)
    proceeding_id, act_id, repeated = rows.reserve(principal.id, key)
    if repeated:
        return _replay(repeated, principal)
    checks.may_open(declared, principal)
    given = values if isinstance(values, Given) else parse(declared.given, values, what)
    now = timezone.now()
    on = Occasion(now, LawOn(timezone.localdate(now)), principal, act_id)
    row = declared.procedure(
        id=proceeding_id,
        proceeding_ptr_id=proceeding_id,
        procedure=declared.procedure.key,
        code=principal.place,
        law_on=on.day,
        opened_at=now,
        synthetic=principal.synthetic,
    )
    target = _target(declared, _run_opening(declared, row, given, on), None)
    checks.may_open_for(declared, principal, on.parties)
    _as_declared(declared, row, on)
    record.opening(declared, row, given, on, target, key)
    return Done(act_id, row)


def _run_opening(declared: Act, row: Procedure, given: Given, on: Occasion) -> State | None:
    """Run it; whoever named a business that it may only read for is told so, and not merely to choose another."""
    try:
        return declared.run(row, given, on)
    except Incomplete as refused:
        read = [name for name in refused.fields if getattr(given, name, None) in on.principal.readable]
        if read:
            raise checks.reads_only(declared, read) from refused
        raise


def _continue(
    declared: Act,
    proceeding_id: int | None,
    values: dict[str, Any] | Given,
    principal: Principal,
    key: str | None,
    version: int | None,
) -> Done:
    what = checks.not_done(declared)
    if proceeding_id is None or principal.kind == "public":
        raise not_found(what)
    locked = rows.lock(
        declared.procedure,
        proceeding_id,
        actor=principal.id,
        key=key,
        officer=principal.officer_id,
        apart=bool(declared.apart_from),
        party=principal.names if principal.kind == "party" else (),
    )
    if locked is None:
        raise not_found(what)
    if locked.repeated:
        return _replay(locked.repeated, principal)
    row = locked.row
    if version is not None and row.version != version:
        raise Conflict(
            what,
            fact=_("Somebody else has acted on this matter since you opened it. It now stands at “%(state)s”.")
            % {"state": row.stage.label},
            remedy=_("Look at what was done, then decide again. What you typed is kept."),
        )
    checks.may_do(declared, locked, principal)
    given = values if isinstance(values, Given) else parse(declared.given, values, what)
    now = timezone.now()
    on = Occasion(now, LawOn(row.law_on), principal, locked.act_id)
    before = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    target = _target(declared, declared.run(row, given, on), row.stage)
    _as_declared(declared, row, on)
    record.continuing(declared, locked, given, on, target, key, before)
    return Done(locked.act_id, row)


def _as_declared(declared: Act, row: Procedure, on: Occasion) -> None:
    """Issue the paper and publish the record that are declared, where the function has not said it in its own words."""
    basis = [on.law.cite(text).official for text in declared.basis.split("; ") if text]
    if declared.paper and not on.papers:
        facts = [[str(label), str(value)] for label, value in row.facts()]
        data = {"to": row.subject_name, "rows": facts, "basis": basis, "paragraphs": [on.note] if on.note else []}
        on.issue(declared.paper, str(declared.label), data)
    if declared.discloses and not on.disclosures:
        on.disclose(declared.discloses, f"{row.title}：{declared.label}", "、".join(basis), {"name": row.title})


def _target(declared: Act, chosen: State | None, now: State | None) -> State:
    if chosen is not None:
        return chosen
    if declared.target:
        return declared.target[0]
    if now is None:
        raise TypeError(f"{declared.name} opens a proceeding and must have a target state")
    return now


def _replay(act_id: int, principal: Principal) -> Done:
    done = ActRow.objects.select_related("proceeding").get(pk=act_id)
    if done.proceeding is None:
        raise Conflict(_("This key was used for something else."))
    procedure = act_named(done.name).procedure
    return Done(act_id, procedure._base_manager.get(pk=done.proceeding.pk), replayed=True)


def _second_of_two(declared: Act, principal: Principal, key: str | None, error: IntegrityError) -> Done:
    # Two requests with one key at the same moment: the second finds the first's act.
    done = ActRow.objects.filter(actor=principal.id, key=key).first() if key else None
    if done is None:
        raise error
    return _replay(done.pk, principal)
