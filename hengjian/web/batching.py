"""One act on many chosen rows: which acts all of them offer, and doing it one by one, each in its own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hengjian.kernel.act import Act
from hengjian.kernel.given import asked
from hengjian.kernel.models import ActBatch, Notice, Proceeding, User, Work
from hengjian.kernel.offers import offers_of_all
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.procedure import Procedure, concrete_all
from hengjian.kernel.refusal import Refusal

MOST = 200  # as many as a page of a list may show
OWN = ("file", "signature")  # kinds of field that belong to one matter and cannot be shared


@dataclass
class Chosen:
    """The rows somebody has chosen, in the state in which they were on the screen, and the acts they all offer."""

    rows: list[Procedure]
    versions: dict[int, int]
    acts: list[Act]

    def act(self, verb: str) -> Act | None:
        return next((act for act in self.acts if act.verb == verb), None)


def numbered(values: Sequence[str]) -> dict[int, int]:
    """`12.3` is row 12 as it was at version 3. What is no such value is left out."""
    found: dict[int, int] = {}
    for value in values[:MOST]:
        pk, _dot, version = value.partition(".")
        if pk.isdecimal() and version.isdecimal() and len(pk) < 19 and len(version) < 10:
            found[int(pk)] = int(version)
    return found


def choose(values: Sequence[str], principal: Principal) -> Chosen:
    """The chosen rows within the principal's scope and the acts that each of them offers with one and the same form."""
    versions = numbered(values)
    shared = Proceeding.objects.in_bulk(versions)
    rows = concrete_all([shared[pk] for pk in versions if pk in shared])
    common: dict[str, Act] | None = None
    for offers in offers_of_all(rows, principal).values():
        here = {o.act.verb: o.act for o in offers if o.allowed and shareable(o.act)}
        before = here if common is None else common
        common = {v: a for v, a in before.items() if v in here and here[v].given is a.given}
    return Chosen(rows, versions, list((common or {}).values()))


def shareable(act: Act) -> bool:
    """May its form be filled in once for several matters?"""
    return not any(asked(act.given, name)["kind"] in OWN for name in act.given.model_fields)


def describe(row: Procedure, version: int) -> dict[str, Any]:
    """A row as the batch keeps it."""
    return {"id": row.pk, "version": version, "name": row.subject_name or row.title, "number": row.number}


def outcome(batch: ActBatch) -> dict[str, int]:
    """How many are done, refused and still to come."""
    states = [row.get("state", "") for row in batch.rows]
    return {"done": states.count("done"), "refused": states.count("refused"), "left": states.count("")}


def words(batch: ActBatch) -> str:
    """12 done, 1 refused."""
    n = outcome(batch)
    parts = [ngettext("%(n)s done", "%(n)s done", n["done"]) % {"n": n["done"]}]
    if n["refused"]:
        parts.append(ngettext("%(n)s refused", "%(n)s refused", n["refused"]) % {"n": n["refused"]})
    if n["left"]:
        parts.append(ngettext("%(n)s not tried", "%(n)s not tried", n["left"]) % {"n": n["left"]})
    return _(", ").join(parts)


# ---- what the worker does ----


def run(pk: int) -> None:
    """Go through the rows that have not been tried. The act and the note of it are one transaction: a run that is cut
    off goes on where it was, and no row is acted on twice."""
    with acting_as(CLOCKWORK):
        batch = ActBatch.objects.filter(pk=pk, state__in=(Work.WAITING, Work.RUNNING)).first()
        if batch is None:
            return
        ActBatch.objects.filter(pk=pk).update(state=Work.RUNNING)
    with override(batch.language):
        while _one(pk, batch.user_id):
            pass
        _finish(pk)


def _one(pk: int, user_id: int) -> bool:
    """Try the next row, in the name and with the powers its sender has now. False when there is none."""
    with acting_as(CLOCKWORK):
        sender = principal_for(User.objects.get(pk=user_id))
    with acting_as(sender):
        batch = ActBatch.objects.select_for_update().get(pk=pk)
        row = next((r for r in batch.rows if not r.get("state")), None)
        if row is None or batch.state != Work.RUNNING:
            return False
        row |= _tried(batch, row, sender)
        batch.save(update_fields=["rows"])
    return True


def _tried(batch: ActBatch, row: Mapping[str, Any], sender: Principal) -> dict[str, str]:
    found = Proceeding.objects.filter(pk=row["id"]).only("procedure").first()
    if found is None:
        return {"state": "refused", "say": _("It is no longer within what you may see.")}
    given: Any = batch.given
    try:
        perform(
            f"{found.procedure}.{batch.verb}",
            row["id"],
            dict(given),
            sender,
            key=f"batch:{batch.key}:{row['id']}",
            version=row["version"],
        )
    except Refusal as refused:
        return {"state": "refused", "say": refused.fact or str(refused), "article": refused.article}
    return {"state": "done", "say": ""}


def _finish(pk: int) -> None:
    with acting_as(CLOCKWORK):
        batch = ActBatch.objects.get(pk=pk)
        now = timezone.now()
        if not ActBatch.objects.filter(pk=pk, state=Work.RUNNING).update(state=Work.DONE, ended_at=now):
            return
        title = _("%(act)s, %(count)s matters: %(outcome)s") % {
            "act": batch.label,
            "count": len(batch.rows),
            "outcome": words(batch),
        }
        Notice.objects.create(user_id=batch.user_id, title=title[:200], link=f"/batch/{pk}/", at=now)


def new_key() -> str:
    """What makes a repeated sending of one form the same batch."""
    return secrets.token_urlsafe(18)
