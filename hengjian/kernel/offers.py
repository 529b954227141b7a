"""Which acts a proceeding offers somebody now, and what bars the others."""

from collections.abc import Iterable, Sequence
from typing import Any

from .act import Act
from .checks import Offer, barrier
from .models import Act as ActRow
from .models import Party, Recusal
from .principal import ANYONE, APPLICANT, COUNTERPARTY, INVITED, MACHINE, Principal
from .procedure import Procedure

THEIRS = frozenset({APPLICANT, ANYONE, COUNTERPARTY, INVITED})


def offers_of(row: Procedure, principal: Principal) -> list[Offer]:
    """What may be done next, and what is barred although the matter stands where it starts, each with its reason."""
    return offers_of_all([row], principal)[row.pk]


def offers_of_all(rows: Sequence[Procedure], principal: Principal) -> dict[int, list[Offer]]:
    """The same for several proceedings, by their key; asks as often for many as for one."""
    here = {row.pk: _here(row, principal) for row in rows}
    asked = [pk for pk, acts in here.items() if acts]
    recused: set[int] = set()
    if principal.officer_id and asked:
        mine = Recusal.objects.filter(proceeding_id__in=asked, officer_id=principal.officer_id)
        recused = set(mine.values_list("proceeding_id", flat=True))
    did: dict[int, set[str]] = {}
    apart = [pk for pk in asked if any(a.apart_from for a in here[pk])]
    if apart:
        done = ActRow.objects.filter(proceeding_id__in=apart, actor=principal.id)
        _gather(did, done.values_list("proceeding_id", "name"))
    parts: dict[int, set[str]] = {}
    if principal.kind == "party" and asked:
        own = Party.objects.filter(proceeding_id__in=asked, principal__in=principal.names)
        _gather(parts, own.values_list("proceeding_id", "role"))
    return {
        row.pk: [
            Offer(
                a,
                barrier(
                    a,
                    row,
                    principal,
                    recused=row.pk in recused,
                    did=frozenset(did.get(row.pk, ())),
                    parties=frozenset(parts.get(row.pk, ())),
                ),
            )
            for a in here[row.pk]
            if a.by != {INVITED} or INVITED in parts.get(row.pk, ())  # asked of nobody else
        ]
        for row in rows
    }


def _here(row: Procedure, principal: Principal) -> list[Act]:
    return [
        a
        for a in row.acts.values()
        if a.starts_from(row.state)
        and not a.machine_only
        and _concerns(a, principal)
        and (a.offered_if is None or a.offered_if(row, principal))
    ]


def _gather(found: dict[int, set[str]], pairs: Iterable[Any]) -> None:
    for pk, name in pairs:
        found.setdefault(pk, set()).add(name)


def _concerns(act: Act, principal: Principal) -> bool:
    # Officers see officers' acts, parties see parties': an act of the other side is no barred act of this one.
    return bool(act.by & THEIRS) if principal.kind == "party" else bool(act.by - THEIRS - {MACHINE})
