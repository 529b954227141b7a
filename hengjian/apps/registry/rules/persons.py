"""The persons of a filing: numbers, age, bars on taking an office, confirmations of identity. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric, uscc

from hengjian.kernel.finding import Ground
from hengjian.kernel.identity import is_resident_number
from hengjian.kernel.law import Citation, LawOn

from .articles import COMPANY_LAW, art, basis
from .capital import years_on

# Roles that the law calls 董事、监事、高级管理人员, to whom Company Law art. 178 applies.
OFFICES = frozenset({"representative", "chair", "director", "supervisor", "manager"})
# Who signs an application himself, and so must confirm who he is (Regulation, art. 16).
SIGNERS = frozenset(
    {"representative", "shareholder", "partner", "investor", "member", "director", "supervisor", "manager"}
)
BARS = {
    "head": _("%(name)s may not hold an office in a company until %(until)s."),
    "fraud": _("%(name)s answers for a false registration and may not apply until %(until)s."),
    "ban": _("%(name)s is banned from this office or trade until %(until)s."),
}
RESIDENT = 18
# How a unified social credit code of an enterprise, institution or society begins; no division of the country does.
PREFIXES = frozenset({"91", "92", "93", "11", "12", "51", "52", "53"})


@dataclass(frozen=True)
class Person:
    """Somebody named in a filing: as what, the name, the number of the identity document or credit code, which input."""

    role: str
    name: str
    number: str
    field: str = "id_number"

    @property
    def natural(self) -> bool:
        """A natural person with a resident identity card; entities have a credit code, foreigners a passport."""
        return not self.entity and len(self.number) == RESIDENT

    @property
    def entity(self) -> bool:
        """An entity, told by its unified social credit code."""
        return len(self.number) == RESIDENT and self.number[:2] in PREFIXES and uscc.is_valid(self.number)


@dataclass(frozen=True)
class Bar:
    """A bar on a person: why (head of a revoked company, fraud, banned), until when, of a ban which article."""

    name: str
    kind: str
    until: date | None
    article: str = ""


def numbers(people: Iterable[Person], law: LawOn) -> Iterable[Ground | None]:
    """Each number must have the right form and check character (GB 11643, GB 32100)."""
    for person in people:
        yield number(person, law)


def number(person: Person, law: LawOn) -> Ground | None:
    """One number; a passport is looked at by an officer."""
    if person.entity or (person.natural and is_resident_number(person.number)):
        return None
    if person.natural:
        return Ground(
            _("The identity number of %(name)s is not valid: its date, division or last character is wrong.")
            % {"name": person.name},
            art(law, 16),
            _("Copy the 18 characters from the identity card or the licence."),
            person.field,
        )
    return Ground(
        _("%(name)s is named with a document of another kind.") % {"name": person.name},
        art(law, 16),
        _("See the passport or the foreign register extract with its notarisation."),
        person.field,
        bars=False,
    )


def residence(people: Iterable[Person], law: LawOn) -> Ground | None:
    """At least half of the promoters of a joint stock company live or sit in China (Company Law, art. 92).

    A card or a code was given out here; where a passport stands, an officer sees where its holder lives.
    """
    promoters = [p for p in people if p.role == "shareholder"]
    home = sum(p.natural or p.entity for p in promoters)
    least = law.value("registry.jsc_promoters_resident").amount
    if not promoters or home * 100 >= least * len(promoters):
        return None
    return Ground(
        _("Of %(all)d promoters %(home)d are known to live in China; at least half must.")
        % {"all": len(promoters), "home": home},
        basis(law, "registry.jsc_promoters_resident"),
        _("See where the others live, and refuse if too few do."),
        "shares",
        bars=False,
    )


def of_age(people: Iterable[Person], day: date, law: LawOn) -> Iterable[Ground | None]:
    """Who holds an office has full capacity (Regulation, art. 12; Civil Code, arts. 17-18)."""
    age = law.limit("registry.full_age").amount
    for person in people:
        if person.role in OFFICES and person.natural and is_resident_number(person.number):
            born = ric.get_birth_date(person.number)
            if years_on(born, age) > day:
                yield Ground(
                    _("%(name)s is younger than %(age)d years.") % {"name": person.name, "age": age},
                    art(law, 12),
                    _("Name a person of full age."),
                    person.field,
                )


def bars(people: Iterable[Person], found: Iterable[Bar], law: LawOn) -> Iterable[Ground | None]:
    """Who was behind a revoked company or a fraudulent registration may not take an office, or apply, for three years;
    who is banned by a decision, for as long as that says."""
    fields = {p.name: p.field for p in people}
    articles: dict[str, str | Citation] = {
        "fraud": basis(law, "registry.fraud_ban"),
        "head": art(law, 178, COMPANY_LAW),
    }
    for bar in found:
        remedy = _("Name somebody else, or apply again after that day.")
        yield bar_ground(bar, bar.article or articles[bar.kind], remedy, fields.get(bar.name, "representative"))


def bar_ground(bar: Bar, article: str | Citation, remedy: str | Promise, field: str = "") -> Ground:
    """Why the person of a bar is not taken: what bars it, until when, by which article."""
    until = bar.until.isoformat() if bar.until else _("further notice")
    return Ground(BARS[bar.kind] % {"name": bar.name, "until": until}, article, remedy, field)


def many_businesses(count: int, law: LawOn) -> Ground | None:
    """One person behind many businesses is looked at; nothing forbids it."""
    if count < law.value("registry.businesses_of_one_person_warn").amount:
        return None
    return Ground(
        _("The operator already has %(count)d businesses here.") % {"count": count},
        art(law, 16),
        _("Check that the person applies in earnest."),
        bars=False,
    )
