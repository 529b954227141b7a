"""What the law gives a case: how long a breach is pursued, what may be decided on the spot, who may ask for a hearing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn


@dataclass(frozen=True)
class Filing:
    """What the filing follows from (程序规定 19). `too_old_after`: the day until which the breach is pursued."""

    evidence: bool
    punishable: bool
    competent: bool
    found_on: date
    pursued_until: date


def filing(facts: Filing, law: LawOn) -> Finding:
    """Evidence of a breach, punishable, in one's own charge, and found in time; each missing condition is named."""
    art, limitation = law.cite("samr_penalty_procedure art. 19"), law.limit("penalty.limitation").cite
    ways = _("Do not file; pass the lead on, or dismiss it with its ground.")
    return Finding.of(
        (
            None if facts.evidence else Ground(_("There is no evidence of a breach."), art, ways, "evidence"),
            None if facts.punishable else Ground(_("The breach is not to be punished."), art, ways, "punishable"),
            None if facts.competent else Ground(_("Another authority is in charge."), art, ways, "competent"),
            Ground(
                _("The breach was found after it could no longer be pursued (until %(day)s).")
                % {"day": facts.pursued_until.isoformat()},
                limitation,
                ways,
                "ended_on",
            )
            if facts.found_on > facts.pursued_until
            else None,
        )
    )


def treated_as_person(kind: str, subject_kind: str, law: LawOn) -> bool:
    """Individual businesses stand like persons: the lower limits and the earlier hearing are theirs."""
    return kind == "person" or subject_kind in law.value("penalty.as_persons").amount


def on_spot_limit(person: bool, law: LawOn) -> int:
    """The highest fine of the simple procedure, in fen (处罚法 51)."""
    return int(law.value("penalty.simple_fine_person" if person else "penalty.simple_fine_organisation").amount) * 100


def on_spot(kinds: Sequence[str], fine: int, officers: int, person: bool, law: LawOn) -> Finding:
    """Only warnings and small fines are decided on the spot, by two officers."""
    most, art = on_spot_limit(person, law), law.cite("penalty_law art. 51")
    heavy = sorted(set(kinds) - {"warning", "fine"})
    ordinary = _("Open a case of the ordinary procedure.")
    few = officers < law.value("penalty.officers_min").amount
    return Finding.of(
        (
            Ground(_("Only a warning or a fine may be decided on the spot."), art, ordinary, "kinds")
            if heavy
            else None,
            Ground(_("The fine is above %(most)s yuan.") % {"most": most // 100}, art, ordinary, "fine")
            if fine > most
            else None,
            Ground(_("Two officers are needed."), law.cite("penalty_law art. 42"), "", "officers") if few else None,
        )
    )


def hearing_due(kinds: Sequence[str], fine: int, confiscation: int, person: bool, law: LawOn) -> bool:
    """Must the party be told that it may ask for a hearing (处罚法 63)? Amounts in fen; each is compared by itself."""
    which = "penalty.hearing_fine_person" if person else "penalty.hearing_fine_organisation"
    least = int(law.value(which).amount) * 100
    return max(fine, confiscation) >= least or bool(set(kinds) & set(law.value("penalty.hearing_kinds").amount))


def review_due(heard: bool, complex_: bool, public_interest: bool) -> bool:
    """Is legal review compulsory (处罚法 58)? A case that was heard is reviewed after the hearing."""
    return heard or complex_ or public_interest


def discussion_due(kinds: Sequence[str], large: bool, complex_: bool, public_interest: bool) -> bool:
    """Must the heads discuss together (处罚法 57, 程序规定 60)? `large`: an amount that would be heard."""
    return (
        large or complex_ or public_interest or bool(set(kinds) & {"revocation", "stop_production", "closure", "ban"})
    )


def heavier(kinds: Sequence[str], told: Sequence[str], money: tuple[int, int], told_money: tuple[int, int]) -> bool:
    """Is the decision heavier than what the party was told (处罚法 45)?"""
    return bool(set(kinds) - set(told)) or any(now > then for now, then in zip(money, told_money, strict=True))


def surcharge(fine: int, pay_by: date, day: date, law: LawOn) -> int:
    """加处罚款 on a day: three per cent of the fine a day from the day after, never above the fine (处罚法 72)."""
    rate = law.value("penalty.surcharge_rate").amount
    return max(0, min(fine, fine * rate * (day - pay_by).days // 100))
