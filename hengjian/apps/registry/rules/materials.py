"""Which papers an application needs: the catalogue, less what the form itself says, plus what the facts call for. Pure."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel import catalogues
from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn

from .articles import RULES, art

# Said in the form, or proven by the confirmation of identity: nobody is asked for a paper besides (Regulation, art. 15).
BY_FORM = frozenset({"application", "subject_proof", "person_ids", "operator_id", "beneficial_owner", "parent_licence",
                     "name_notice", "new_shareholder_id", "lr_appointment"})  # fmt: skip
# Called for by a fact, and only then.
CONDITIONAL = frozenset({"agent", "domicile_doc", "approval_doc", "capital_verification", "csrc_approval", "asset_transfer",
                         "qualification"})  # fmt: skip
# The rows of the catalogue's matrix, for our groups and types; the longest match counts.
ROWS = {
    "individual_business": "individual_business", "company": "company_llc", "12": "company_jsc", "5": "foreign_invested",
    "6": "foreign_invested", "non_company": "enterprise_legal_person", "partnership": "partnership_general",
    "4532": "partnership_special", "4533": "partnership_limited", "sole_proprietorship": "sole_proprietorship",
    "cooperative": "cooperative", "branch": "company_branch", "foreign_branch": "foreign_rep_office",
}  # fmt: skip


@dataclass(frozen=True)
class Material:
    """One paper of the catalogue, in its own words, with the article that demands it."""

    id: str
    name: str
    basis: str


@cache
def catalogue() -> dict[str, Any]:
    """The packaged catalogue of materials, fields and checks."""
    found: dict[str, Any] = catalogues.tree("registration_materials.yaml")
    return found


@cache
def materials() -> dict[str, Material]:
    """Every paper by its id."""
    return {r[0]: Material(r[0], r[1], r[2]) for r in catalogue()["materials"]["rows"]}


@cache
def demanded(kind: str, group: str, type_code: str) -> frozenset[str]:
    """What the catalogue lists for a kind of matter and of entity."""
    keys = [type_code[:n] for n in (4, 2, 1)] + [group]
    row = next(ROWS[k] for k in keys if k in ROWS)
    found = {m for r in catalogue()["matrix"]["rows"] if r[0] == kind and row in r[1].split(",") for m in r[2]}
    return frozenset(found)


def required(kind: str, group: str, type_code: str, facts: Set[str]) -> tuple[Material, ...]:
    """The papers to be handed in: unconditional ones, and those that a fact calls for by its own name."""
    listed = demanded(kind, group, type_code)
    return tuple(
        m for m in materials().values() if m.id in listed - BY_FORM and (m.id not in CONDITIONAL or m.id in facts)
    )


def missing(kind: str, group: str, type_code: str, facts: Set[str], given: Iterable[str], law: LawOn) -> Ground | None:
    """The papers that are still to come, named one by one (Regulation, art. 16; Rules, arts. 25-30)."""
    there = set(given)
    lacking = [m for m in required(kind, group, type_code, facts) if m.id not in there]
    if not lacking:
        return None
    return Ground(
        _("These papers are missing: %(names)s.") % {"names": "、".join(m.name for m in lacking)},
        art(law, 25, RULES),
        _("Add each as a file, in a line of its own."),
        "materials",
    )
