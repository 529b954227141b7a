"""When personal data may be erased: the five grounds of the law, and what stands against it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import Citation, LawOn

# Personal Information Protection Law, art. 47 para. 1: the grounds in their order.
GROUNDS = [
    ("1", _("The purpose is reached, cannot be reached or needs the data no more")),
    ("2", _("The service is no longer offered, or the period of keeping is over")),
    ("3", _("The person has withdrawn consent")),
    ("4", _("The data were handled against the law or an agreement")),
    ("5", _("Another law or regulation demands it")),
]


@dataclass(frozen=True)
class Entry:
    """What the rule looks at: the entry of the ledger that shall be cleared."""

    found: bool
    cleared: bool


def article_of(ground: str, law: LawOn) -> Citation:
    """The item of article 47 that a ground rests on."""
    return law.cite(f"pipl art. 47 para. 1 item {ground}")


def erasable(entry: Entry, law: LawOn) -> Finding:
    """May the content of this entry be cleared?"""
    article = law.cite("pipl art. 47")
    return Finding.of(
        [
            None
            if entry.found
            else Ground(
                _("No entry with this number lies within what you may see."),
                article,
                _("Copy the number beside the seal in the record of the matter."),
                "seal",
            ),
            Ground(_("Its content has been erased already."), article, _("There is nothing left to erase."), "seal")
            if entry.cleared
            else None,
        ]
    )
