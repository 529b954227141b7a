"""What may be shared: whether an application can be taken, whether a share may be used now, and the marks of its recipient."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn
from hengjian.kernel.personal import fingerprint

NEED, MINIMAL, USE = "data_sharing_regulation art. 20", "pipl art. 6", "data_sharing_regulation art. 25"
MARK = 12  # hexadecimal digits of a row's mark


@dataclass(frozen=True)
class Offered:
    """What of a resource matters here: its columns, those of a person, those that make a row unique."""

    columns: Sequence[str]
    personal: Collection[str]
    grain: Sequence[str]
    shareable: bool
    public: bool  # every column is open


def application(offered: Offered, columns: Sequence[str], until: date, today: date, last: date, law: LawOn) -> Finding:
    """Every reason why the application cannot be taken as it stands."""
    unknown = [name for name in columns if name not in offered.columns]
    grounds = [
        None if offered.shareable else Ground(
            _("This resource has no place by which rows could be chosen."), law.cite(NEED),
            _("Ask the authority for a report instead."), "resource",
        ),
        Ground(
            _("The resource has no such columns: %(names)s.") % {"names": "、".join(unknown)}, law.cite(NEED),
            _("Choose among the columns that the catalogue lists."), "columns",
        ) if unknown else None,
        None if columns else Ground(_("No column was chosen."), law.cite(NEED), _("Name what you need."), "columns"),
        Ground(
            _("The last day lies before tomorrow."), law.cite(NEED), _("Name a later day."), "until"
        ) if until <= today else None,
        Ground(
            _("Data are shared until %(day)s at most; then it is asked for anew.") % {"day": last.isoformat()},
            law.cite(NEED), _("Name an earlier day; it can be prolonged."), "until",
        ) if until > last else None,
    ]  # fmt: skip
    return Finding.of(grounds)


def narrowed(offered: Offered, asked: Sequence[str], given: Sequence[str], law: LawOn) -> Finding:
    """The owner gives what was asked for or less, never more."""
    more = [name for name in given if name not in asked]
    fact = _("These columns were not applied for: %(names)s.") % {"names": "、".join(more)}
    remedy = _("Leave them out; the applicant can apply anew.")
    return Finding((Ground(fact, law.cite(MINIMAL), remedy, "columns"),)) if more else Finding()


def usable(state: str, held: str, until: date | None, today: date, law: LawOn) -> Finding:
    """May the share be used today?"""
    fact, remedy = "", _("Apply anew, or ask the owner of the data.")
    if state == "asked":
        fact = _("This share has been applied for and is not decided yet.")
        remedy = _("Wait for the decision; it is told when it is made.")
    elif state not in ("granted", "longer"):
        fact = _("This share is not in force.")
    elif held == "suspended":
        fact = _("This share is suspended.")
    elif until is not None and today > until:
        fact = _("This share ended on %(day)s.") % {"day": until.isoformat()}
    return Finding((Ground(fact, law.cite(USE), remedy),)) if fact else Finding()


def delivered(names: Sequence[str], grain: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The columns as they are given: in the order of the resource, what makes a row unique always among them."""
    return [name for name in names if name in columns or name in grain]


def key_of(row: Iterable[object]) -> str:
    """The values that make a row unique as one text."""
    return "|".join("" if value is None else str(value) for value in row)


def row_mark(share: int, key: str) -> str:
    """What a row bears in this share and in no other; it says nothing without the installation's key."""
    return fingerprint(key, f"share-row:{share}")[:MARK]


def order_of(file: str, key: str) -> str:
    """Where a row stands in this file: rows are sorted by it."""
    return fingerprint(key, f"share-order:{file}")


def pseudonym(share: int, value: str) -> str:
    """A person in this share: the same person has another one in every other, so that recipients cannot join theirs."""
    return fingerprint(value, f"share-person:{share}")
