"""Which authority is in charge: by the place and by what kind of business it is (Order 20 arts. 12, 13, 25 to 27)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, LawOn

from .acceptance import new_regime

RESPONDENTS = [
    ("shop", _("A shop or company I bought from directly")),
    ("trader", _("A trader on an online platform")),
    ("platform", _("The platform itself, or a shop with a website of its own")),
    ("advertiser", _("Whoever advertises")),
]


@dataclass(frozen=True)
class RouteFacts:
    """Where the business is: as the person says, as the register says, and the platform's domicile."""

    respondent: str
    place: str  # where the person met the business: county and below
    domicile: str = ""  # place in the register
    office: str = ""  # office in charge of the place
    platform: str = ""  # domicile of the platform, if it is known


@dataclass(frozen=True)
class Route:
    """The authority in charge, why, and under which article."""

    code: str
    why: object  # a text to be translated
    article: Citation


def routed(facts: RouteFacts, known: Collection[str], law: LawOn) -> Route | None:
    """The first of the lawful places that has an authority; None if no place is known at all."""
    for place, why in _places(facts):
        code = _authority(place, known)
        if code:
            return Route(code, why, _article(facts, law))
    return None


def _places(facts: RouteFacts) -> list[tuple[str, object]]:
    actual = (facts.place, _("The place where the business is actually run"))
    domicile = (facts.domicile, _("The domicile of the business"))
    platform = (facts.platform, _("The domicile of the platform"))
    if facts.respondent == "platform":
        return [domicile, actual]
    if facts.respondent == "trader":
        return [domicile, platform, actual]
    if facts.respondent == "advertiser":
        return [domicile, actual]
    return [actual, domicile]


def _authority(place: str, known: Collection[str]) -> str:
    """The county's authority of a place: complaints are the county's (art. 12); above it where there is none."""
    for size in (6, 4, 2):
        if len(place) >= size and place[:size] in known:
            return place[:size]
    return ""


def _article(facts: RouteFacts, law: LawOn) -> Citation:
    if new_regime(law):
        return law.cite("complaint_measures_2026")  # its articles on competence have not been seen
    return law.cite(f"complaint_measures_2020 art. {13 if facts.respondent in ('trader', 'platform') else 12}")
