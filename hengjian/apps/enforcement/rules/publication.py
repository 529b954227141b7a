"""公示与结案: when a case may be closed with regard to the publication of its decision (Order 45, arts. 2, 4, 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

# 不予公示: the ground with its article. The simple procedure, warnings alone and decisions without penalty are not asked.
GROUNDS = [
    ("secret", _("State secret, or danger to security and order")),
    ("business_secret", _("Business secret, and the party does not agree")),
    ("minor", _("The person is a minor")),
]
ARTICLES = {
    "secret": "samr_penalty_publicity art. 6",
    "business_secret": "samr_penalty_publicity art. 6",
    "minor": "minors_law art. 103",
}
GROUNDS_ZH = {
    "secret": "涉及国家秘密，或者公示可能危及国家安全、公共安全、经济安全、社会稳定",
    "business_secret": "涉及商业秘密，权利人不同意公示",
    "minor": "被处罚人是未成年人",
}


@dataclass(frozen=True)
class Publication:
    """What the file says of the publication of one decision."""

    due: bool  # a penalty of the ordinary procedure
    published_on: date | None
    unpublished: bool


def due(result: str, simple: bool, kinds: Sequence[str]) -> bool:
    """Is the decision one that is published at all?"""
    return result == "penalty" and not simple and set(kinds) != {"warning"}


def closing(facts: Publication, law: LawOn) -> Finding:
    """A penalty of the ordinary procedure is published, or it is on record with its article why not."""
    if not facts.due or facts.published_on is not None or facts.unpublished:
        return Finding.of(())
    return Finding.of(
        (
            Ground(
                _("The decision has not been published."),
                law.limit("credit.penalty_publish").cite,
                _("Publish it, or record the ground on which it is not published."),
                "reason",
            ),
        )
    )
