"""Campaigns: whether a plan may be approved, what became of a subject, what a look-back takes, when a task is done."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.divisions import level
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn
from hengjian.kernel.ledger.entry import canonical

BASIS = "enterprise_inspection_norms"
COUNTY = 6  # digits of its code
HEAD = "hengjian-campaign-v1"


@dataclass(frozen=True)
class PlanFacts:
    """What a plan says, as the rule looks at it."""

    since: date
    until: date
    first_due: date
    items: tuple[str, ...]
    unknown: tuple[str, ...]
    approval: str


def plan(facts: PlanFacts, law: LawOn) -> Finding:
    """May this be approved? Special inspections need a plan, an approval that is named, items and an end (国办发〔2024〕54号)."""
    article, choose = law.cite(BASIS), _("Choose items of the list.")
    unknown = "、".join(facts.unknown)
    broken = (
        (
            not facts.approval.strip(),
            _("It is not said who approved the campaign, by which document."),
            _("Name the government or authority and the number."),
            "approval",
        ),
        (
            not facts.since <= facts.first_due <= facts.until,
            _("The first round ends within the period of the campaign."),
            _("Correct the days."),
            "first_due",
        ),
        (not facts.items, _("Nothing is said about what is looked at."), choose, "items"),
        (bool(unknown), _("Not on the list of inspection items: %(codes)s") % {"codes": unknown}, choose, "items"),
    )
    return Finding.of(Ground(fact, article, remedy, field) for holds, fact, remedy, field in broken if holds)


def list_lines(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    """The frozen list as the lines of its file: code of the subject, its name, the authority that answers for it."""
    return ["\t".join(part.replace("\t", " ").replace("\n", " ") for part in row) for row in rows]


def list_file(number: str, lines: Sequence[str]) -> str:
    """The file that anybody may hash again."""
    return "\n".join([HEAD, number, *lines, ""])


def list_hash(number: str, lines: Sequence[str]) -> str:
    """What the list is called from the day it is frozen: SHA-256 of its file."""
    return hashlib.sha256(list_file(number, lines).encode()).hexdigest()


def answers_for(place: str, own: str, known: frozenset[str]) -> str:
    """The authority that does the work at a place: its office for a county's campaign, its county for a higher one's."""
    wanted = place if len(own) >= COUNTY else place[:COUNTY]
    while wanted not in known and len(wanted) > len(own):
        wanted = wanted[:COUNTY] if len(wanted) > COUNTY else own
    return wanted if wanted in known and wanted.startswith(own) else own


@dataclass(frozen=True)
class Told:
    """What the system knows of a check: begun or ended, with a problem or not, whether that was mended or became a case."""

    ended: bool = False
    problem: bool = False
    mended: bool = False
    cased: bool = False


@dataclass(frozen=True)
class Outcome:
    """The four counts of a campaign for one subject. What is mended or cased was found, what is found was checked."""

    checked: bool = False
    found: bool = False
    mended: bool = False
    cased: bool = False

    @property
    def words(self) -> str:
        """The furthest it has come."""
        return next((name for name in ("cased", "mended", "found", "checked") if getattr(self, name)), "open")

    @property
    def to_mend(self) -> bool:
        return self.found and not self.mended and not self.cased


BY_HAND = {
    "clean": Outcome(checked=True),
    "absent": Outcome(checked=True),
    "found": Outcome(checked=True, found=True),
    "mended": Outcome(checked=True, found=True, mended=True),
    "cased": Outcome(checked=True, found=True, cased=True),
}


def outcome(said: str, told: Told | None) -> Outcome:
    """What officers said and what checks and cases tell, together; neither takes back what the other has."""
    hand = BY_HAND.get(said, Outcome())
    system = Outcome()
    if told is not None and told.ended:
        found = told.problem or told.mended or told.cased
        system = Outcome(True, found, told.mended, told.cased)
    pairs = {name: getattr(hand, name) or getattr(system, name) for name in ("checked", "found", "mended", "cased")}
    return Outcome(**pairs)


@dataclass(frozen=True)
class Counts:
    """How many of a list were checked, found, mended, cased."""

    listed: int = 0
    checked: int = 0
    found: int = 0
    mended: int = 0
    cased: int = 0

    @property
    def facts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{name: n + getattr(other, name) for name, n in self.facts.items()})


def counts(outcomes: Iterable[Outcome]) -> Counts:
    """The outcomes in numbers."""
    rows = list(outcomes)
    return Counts(
        len(rows), *(sum(getattr(row, name) for row in rows) for name in ("checked", "found", "mended", "cased"))
    )


def sample_size(found: int, share: int) -> int:
    """How many of those found a look-back takes: the share rounded up, one at least where there is any."""
    return min(found, max(1, -(-found * share // 100))) if found else 0


def look_back(found: int, share: int, law: LawOn) -> Finding:
    """May a look-back with this share be called?"""
    least = law.value("planning.look_back_share")
    few = _("A look-back takes %(share)d per cent at least of those where a problem was found.") % {
        "share": least.amount
    }
    nothing = _("Nothing was found that could be looked at again.")
    grounds = [Ground(few, least.cite, "", "share")] if share < least.amount else []
    if not found:
        grounds = [Ground(nothing, law.cite(BASIS), _("Close the campaign without a look-back."))]
    return Finding.of(grounds)


def seed_of(list_hash: str, number: str) -> bytes:
    """What a look-back is drawn with. It follows from the frozen list, which stood before anybody knew what would be found."""
    return hashlib.sha256(canonical({"format": HEAD, "list": list_hash, "number": number})).digest()


def finished(open_names: Sequence[str], why: str, law: LawOn) -> Finding:
    """May a task be reported as done with these subjects not looked at?"""
    if not open_names or len(why.strip()) >= 4:
        return Finding()
    names = "、".join(open_names[:5])
    fact = _("%(count)d subjects were not looked at: %(names)s") % {"count": len(open_names), "names": names}
    return Finding.of([Ground(fact, law.cite(BASIS), _("Look at them, or say why not."), "why")])


def mend_by(day: date, today: date, law: LawOn) -> Finding:
    """Is the day for mending that an officer has set one the rule allows?"""
    limit = law.limit("planning.campaign_mend")
    if 0 < (day - today).days <= limit.amount:
        return Finding()
    fact = _("The day for mending lies after today and within %(days)d days.") % {"days": limit.amount}
    return Finding.of([Ground(fact, limit.cite, "", "mend_by")])


def may_prolong(place: str, owner: str) -> bool:
    """The authority of the campaign or one above it moves a task's day; the one that owes it does not."""
    return owner.startswith(place) or level(place) < level(owner)


def report_rows(by_office: Sequence[tuple[str, Counts]]) -> list[list[str]]:
    """The table of the closing report, with its sum as last line."""
    total = sum((c for _name, c in by_office), Counts())
    return [[name, *map(str, c.facts.values())] for name, c in [*by_office, ("合计", total)]]


def percent(part: int, whole: int) -> str:
    """A share for a sentence; a dash where there was nothing."""
    return f"{100 * part / whole:.1f}%" if whole else "—"
