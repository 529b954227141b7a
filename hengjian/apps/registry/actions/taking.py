"""From a form to what is proposed: items, persons, papers. Every form of the register goes through here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.registry import queries
from hengjian.apps.registry.rules import materials as needed
from hengjian.apps.registry.rules.items import Post, Share
from hengjian.apps.registry.rules.persons import Person
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.paper import unprintable
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.refusal import Incomplete

from . import forms
from .register import Identity


@dataclass
class Taken:
    """What was said besides the items; becomes the `filed` of the row."""

    people: list[Person] = field(default_factory=list)
    handed: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    approved_on: date | None = None
    farmers: int = 0
    extra: dict[str, Any] = field(default_factory=dict)

    def as_filed(self) -> dict[str, Any]:
        """The part that is no personal data."""
        return {
            "handed": sorted(self.handed),
            "called": sorted(self.called),
            "approved_on": self.approved_on.isoformat() if self.approved_on else None,
            "farmers": self.farmers,
            **self.extra,
        }

    def as_people(self) -> list[dict[str, str]]:
        """The persons, to be kept encrypted."""
        return [{"role": p.role, "name": p.name, "id_number": p.number, "field": p.field} for p in self.people]


def people_of(rows: Iterable[dict[str, str]]) -> tuple[Person, ...]:
    """The persons as the rules take them."""
    return tuple(Person(r["role"], r["name"], r["id_number"], r.get("field", "")) for r in rows)


def identities_of(rows: Iterable[dict[str, str]]) -> list[Identity]:
    """The persons as the register takes them; entities are known by their code and stand in the items."""
    people = people_of(rows)
    return [Identity(p.role, p.name, p.number) for p in people if not p.entity]


def authority_of(division: str, what: str) -> Authority:
    """The registration authority of a county."""
    found = Authority.objects.filter(pk=division).first()
    if found is None or len(division) != 6:
        raise Incomplete(what, fields={"division": _("No registration authority is set up for this division.")})
    return found


def promised(given: Any, what: str) -> None:
    """Nothing is filed without the declaration that it is true (Regulation, art. 17)."""
    if not given.promise:
        raise Incomplete(what, fields={"promise": _("Without the declaration nothing can be filed.")})


def printable(given: Any, what: str, *fields: str) -> None:
    """What will stand on a licence must be printable here."""
    for name in fields:
        rare = unprintable(getattr(given, name))
        if rare:
            raise Incomplete(
                what, fields={name: _("No font here can print “%(character)s”.") % {"character": "".join(rare)}}
            )


def scope_of(text: str, what: str) -> tuple[str, tuple[Any, ...]]:
    """The wording of the scope and the chosen items; unknown codes are named."""
    codes = [c.strip() for c in text.replace("，", ",").replace("\n", ",").split(",") if c.strip()]
    wording, chosen = queries.scope_text(codes)
    unknown = set(codes) - {i.pk for i in chosen}
    if unknown or not chosen:
        raise Incomplete(what, fields={"scope": _("Not in the catalogue: %(codes)s") % {"codes": "、".join(unknown)}})
    return wording, tuple(chosen)


def shares_of(lines: Iterable[forms.Holder], role: str, taken: Taken) -> tuple[Share, ...]:
    """Holders as shares; each is a person of the filing, entities by their code."""
    found = []
    for n, line in enumerate(lines):
        person = Person(role, line.name, line.number.upper(), f"shares.{n}.number")
        taken.people.append(person)
        if line.form != "money":
            taken.called.add("asset_transfer")
        found.append(
            Share(
                name=line.name,
                code=person.number if person.entity else "",
                liability=getattr(line, "liability", ""),
                **line.model_dump(include={"subscribed", "paid", "due_on", "form"}),
            )
        )
    return tuple(found)


def posts_of(lines: Iterable[forms.Official], taken: Taken) -> tuple[Post, ...]:
    """Officers by name; their numbers stay with the persons."""
    found = []
    for n, line in enumerate(lines):
        taken.people.append(Person(line.role, line.name, line.number.upper(), f"posts.{n}.number"))
        found.append(Post(role=line.role, name=line.name))
    return tuple(found)


def owners_of(lines: Iterable[forms.Owner], taken: Taken) -> None:
    """Beneficial owners: never among the items, which are public."""
    for n, line in enumerate(lines):
        taken.people.append(Person("beneficial_owner", line.name, line.number.upper(), f"owners.{n}.number"))
        taken.extra["owners"] = n + 1


def hand_in(lines: Iterable[forms.Handed], taken: Taken, what: str, on: Occasion) -> None:
    """Keep each paper as evidence of the proceeding, under what it is."""
    words = needed.materials()
    for n, line in enumerate(lines):
        if line.what not in words or on.keep_sent(line.file, words[line.what].name) is None:
            raise Incomplete(what, fields={f"materials.{n}.file": _("Choose the file again.")})
        taken.handed.add(line.what)


def prints(people: Iterable[Person]) -> dict[str, str]:
    """Print of each person's number and the name."""
    return {fingerprint(p.number): p.name for p in people}
