"""Decisions on the simplified ways out of the register: facts and law in, a finding out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .articles import RULES, art

# An entity that trades or rests may use the simplified way; one whose licence is gone may not (Rules, art. 48).
ALIVE = ("registered", "dormant")
# Those that have left; what they were called is in `web.templatetags`.
LEFT = ("deregistered", "registration_cancelled", "compulsorily_deregistered")


@dataclass(frozen=True)
class Hindrance:
    """Something that bars the simplified way: its kind, and the fact in words."""

    kind: str
    fact: Any


@dataclass(frozen=True)
class LeavingFacts:
    """What the examination of a simplified deregistration looks at."""

    status: str
    promise: bool = True
    running: str = ""
    hindrances: tuple[Hindrance, ...] = ()
    needs_approval: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    earlier_objection: str = ""
    cause_gone: str = ""


def simple_deregistration(facts: LeavingFacts, law: LawOn) -> Finding:
    """What bars the simplified procedure (Regulation, art. 33; Rules, art. 48)."""
    return Finding.of([*_of_the_application(facts, law), *_of_the_entity(facts, law)])


def _of_the_application(facts: LeavingFacts, law: LawOn) -> Iterable[Ground | None]:
    if not facts.promise:
        yield Ground(
            _("The promise that debts, wages and taxes are settled is missing."),
            art(law, 33),
            _("Make the promise, or use the ordinary procedure."),
            "promise",
        )
    if facts.unsigned:
        yield Ground(
            _("These investors have not signed the promise: %(names)s.") % {"names": "、".join(facts.unsigned)},
            art(law, 47, RULES),
            _("All investors sign; add them and file again."),
            "signers",
        )
    if facts.earlier_objection and not facts.cause_gone:
        yield Ground(
            _("An earlier application was ended by an objection: %(objection)s")
            % {"objection": facts.earlier_objection},
            art(law, 33),
            _("Say how its cause was removed, or use the ordinary procedure."),
            "cause_gone",
        )


def _of_the_entity(facts: LeavingFacts, law: LawOn) -> Iterable[Ground | None]:
    if facts.status not in ALIVE:
        left = facts.status in LEFT
        yield Ground(
            _("The business is no longer registered.")
            if left
            else _("The licence was revoked, or the business ordered to close or struck off."),
            art(law, 48, RULES) if not left else art(law, 33),
            _("There is nothing to deregister.") if left else _("Use the ordinary procedure."),
        )
    if facts.running:
        yield Ground(
            _("Another deregistration of this business is running: %(number)s.") % {"number": facts.running},
            art(law, 33),
            _("Withdraw that one first."),
        )
    for one in facts.hindrances:
        yield Ground(one.fact, art(law, 48, RULES), _("Settle it first, or use the ordinary procedure."))
    if facts.needs_approval:
        yield Ground(
            _("Leaving needs an approval first, because of: %(items)s.") % {"items": "、".join(facts.needs_approval)},
            art(law, 33),
            _("Use the ordinary procedure with the approval."),
        )
