"""Which acts a proceeding offers somebody now, and what bars the others."""

from .checks import Offer, barrier
from .models import Act as ActRow
from .models import CounterSign, Party, Recusal
from .principal import Principal
from .procedure import Procedure


def offers_of(row: Procedure, principal: Principal) -> list[Offer]:
    """Every act of the present state that this kind of person does at all; barred ones carry the reason."""
    recused = bool(
        principal.officer_id and Recusal.objects.filter(proceeding_id=row.pk, officer_id=principal.officer_id).exists()
    )
    did = frozenset(
        ActRow.objects.filter(proceeding_id=row.pk, actor=principal.id).values_list("name", flat=True)
        if any(a.apart_from for a in row.acts.values())
        else ()
    )
    applicant = principal.kind == "party"
    found = []
    for act in row.acts.values():
        if act.opens or act.machine_only or not act.starts_from(row.state):
            continue
        refusal = barrier(act, row, principal, recused=recused, did=did, applicant=applicant)
        if refusal is not None and (refusal.kind == "not-allowed" and not _concerns(act, principal)):
            continue
        if refusal is not None and act.held and "*" not in act.held and not row.held:
            continue
        found.append(Offer(act, refusal))
    return found


def _concerns(act: object, principal: Principal) -> bool:
    # What another kind of person does is not offered at all; what one's own kind is barred from is, with the reason.
    by: frozenset[str] = act.by  # type: ignore[attr-defined]
    return bool(by & principal.roles) if principal.kind == "officer" else "applicant" in by


def waiting_signatures(principal: Principal) -> int:
    """How many countersignatures are asked of the principal."""
    if not principal.officer_id:
        return 0
    return CounterSign.objects.filter(signer_id=principal.officer_id, at=None).count()


def parties_of(row: Procedure) -> list[Party]:
    """The parties as far as the principal may see them."""
    return list(row.parties.all())
