"""Which acts a proceeding offers somebody now, and what bars the others."""

from .act import Act
from .checks import Offer, barrier
from .models import Act as ActRow
from .models import Party, Recusal
from .principal import ANYONE, APPLICANT, MACHINE, Principal
from .procedure import Procedure

THEIRS = frozenset({APPLICANT, ANYONE})


def offers_of(row: Procedure, principal: Principal) -> list[Offer]:
    """What may be done next, and what is barred although the matter stands where it starts, each with its reason."""
    here = [a for a in row.acts.values() if a.starts_from(row.state) and not a.machine_only and _concerns(a, principal)]
    if not here:
        return []
    recused = (
        bool(principal.officer_id)
        and Recusal.objects.filter(proceeding_id=row.pk, officer_id=principal.officer_id or 0).exists()
    )
    did: frozenset[str] = frozenset()
    if any(a.apart_from for a in here):
        did = frozenset(ActRow.objects.filter(proceeding_id=row.pk, actor=principal.id).values_list("name", flat=True))
    parties: frozenset[str] = frozenset()
    if principal.kind == "party":  # whose policy shows it its own part only
        parties = frozenset(Party.objects.filter(proceeding_id=row.pk).values_list("role", flat=True))
    return [Offer(a, barrier(a, row, principal, recused=recused, did=did, parties=parties)) for a in here]


def _concerns(act: Act, principal: Principal) -> bool:
    # Officers see officers' acts, parties see parties': an act of the other side is no barred act of this one.
    return bool(act.by & THEIRS) if principal.kind == "party" else bool(act.by - THEIRS - {MACHINE})
