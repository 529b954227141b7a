"""May this be done, here, now, by this person? Pure over the locked facts; each refusal says why and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from .act import Act
from .law import basis, cite
from .principal import ANYONE, APPLICANT, COUNTERPARTY, INVITED, MACHINE, SIGNER, Principal, Role
from .procedure import Procedure
from .refusal import Conflict, NotAllowed, Refusal
from .rows import Locked


@dataclass(frozen=True)
class Offer:
    """An act shown on a proceeding's page: allowed, or barred with the reason."""

    act: Act
    refusal: Refusal | None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


def not_done(act: Act) -> str:
    """The first sentence of every refusal."""
    return _("“%(act)s” was not done.") % {"act": act.label}


def capacities(row: Procedure, principal: Principal, parties: frozenset[str]) -> frozenset[str]:
    """Everything this principal is towards the proceeding: roles within scope, what it takes part as, machine."""
    if principal.kind == "clock":
        return frozenset({MACHINE})
    in_charge = principal.sees(row.code) or (principal.officer_id and row.handler_id == principal.officer_id)
    own = set(principal.roles) if in_charge else set()
    if row.held == "countersign" and principal.officer_id:
        own.add(SIGNER)  # the act itself finds out whether this officer was asked
    if "entity" in parties:
        own.add(APPLICANT)  # the business that a proceeding of its own is about; a third party is no applicant
    if principal.user_id and (parties or row.subject_id not in principal.readable):  # a reader does nothing in it
        own.add(ANYONE)
    return frozenset(own | parties)


def role_names(roles: frozenset[str]) -> list[str]:
    """The roles in words; what is no officer's role is left out."""
    names = dict(Role.choices)
    others = {
        APPLICANT: _("applicant"),
        COUNTERPARTY: _("other party"),
        INVITED: _("whoever was asked"),
        MACHINE: _("automatic"),
    }
    return [str(names.get(role) or others[role]) for role in sorted(roles) if role in names or role in others]


def may_open(act: Act, principal: Principal) -> None:
    """May the principal open such a proceeding? Raises NotAllowed."""
    have = set(principal.roles)
    if principal.kind == "clock":
        have.add(MACHINE)
    if principal.user_id:
        have.add(ANYONE)
    if principal.kind == "party":
        have.add(APPLICANT)
    if not have & act.by:
        raise NotAllowed(
            not_done(act),
            fact=_("Your account may not start this matter."),
            remedy=_("Sign in with an account that may, or ask your administrator for the role."),
        )


def reads_only(act: Act, fields: Iterable[str] = ()) -> NotAllowed:
    """The refusal for somebody who may read a business's matters and nothing more."""
    fact = _("You may read the matters of this business, but not act for it.")
    return NotAllowed(
        not_done(act),
        fact=fact,
        remedy=_("Ask somebody who manages the business to change your role, or to do it."),
        fields=dict.fromkeys(fields, fact),
    )


def may_open_for(act: Act, principal: Principal, parties: Iterable[tuple[str, str]]) -> None:
    """A matter that is to be a business's own is opened by nobody who only reads for it. Raises NotAllowed."""
    if ANYONE not in act.by and not {(f"subject:{pk}", "entity") for pk in principal.readable}.isdisjoint(parties):
        raise reads_only(act)


def may_do(act: Act, locked: Locked, principal: Principal) -> None:
    """State, role, recusal, separation of duties, certificate. Raises the first refusal."""
    row = locked.row
    barred = barrier(act, row, principal, recused=locked.recused, did=locked.did, parties=locked.parties)
    if barred:
        raise barred


def barrier(
    act: Act,
    row: Procedure,
    principal: Principal,
    *,
    recused: bool,
    did: frozenset[str],
    parties: frozenset[str] | None = None,
) -> Refusal | None:
    """What stands in the way of the act, or None. `parties` are the roles in which a party takes part, if known."""
    what = not_done(act)
    if parties is None:
        parties = frozenset({APPLICANT} if principal.kind == "party" else ())
    if not capacities(row, principal, parties) & act.by:
        if principal.readable and (not parties or row.subject_id in principal.readable):
            return reads_only(act)
        return NotAllowed(
            what,
            fact=_("This act belongs to: %(roles)s.") % {"roles": "、".join(role_names(act.by))},
            remedy=_("Ask an officer with that role, or have the powers delegated to you."),
        )
    if not act.starts_from(row.state):
        return Conflict(
            what,
            fact=_("The matter stands at “%(state)s”.") % {"state": row.stage.label},
            remedy=_("Look at the record: somebody may have been first."),
        )
    return (
        _held(act, row, what) or _recused(recused, what) or _apart(act, did, what) or _certificate(act, principal, what)
    )


def _held(act: Act, row: Procedure, what: str) -> Refusal | None:
    if row.held and row.held not in act.held and "*" not in act.held:
        reasons = {
            "supplement": _("The applicant has been asked for a supplement and has not answered yet."),
            "countersign": _("A countersignature is still awaited."),
            "suspended": _("The matter is suspended."),
        }
        return Conflict(
            what, fact=reasons.get(row.held, row.held), remedy=_("Wait for it, or withdraw the request first.")
        )
    if not row.held and act.held and "*" not in act.held:
        return Conflict(what, fact=_("There is no open request of this kind."), remedy=_("Look at the record."))
    return None


def _recused(recused: bool, what: str) -> Refusal | None:
    if not recused:
        return None
    return NotAllowed(
        what,
        fact=_("You are recused from this matter."),
        article=basis("penalty_law art. 43", "licensing_law art. 3"),
        remedy=_("Another officer must act."),
    )


def _apart(act: Act, did: frozenset[str], what: str) -> Refusal | None:
    mine = {name.rsplit(".", 1)[-1] for name in did}
    both = sorted(act.apart_from & mine)
    if not both:
        return None
    return NotAllowed(
        what,
        fact=_("You already did “%(act)s” in this matter; one person may not do both.")
        % {"act": act.procedure.acts[both[0]].label},
        remedy=_("Another officer must act."),
    )


def _certificate(act: Act, principal: Principal, what: str) -> Refusal | None:
    if not act.certificate or principal.kind != "officer":
        return None
    until = principal.certificate_until
    if until is not None and until >= timezone.localdate():
        return None
    return NotAllowed(
        what,
        fact=_("Your enforcement certificate is missing or has expired."),
        article=cite("penalty_law art. 42"),
        remedy=_("Have it renewed, or hand the matter to a colleague."),
    )
