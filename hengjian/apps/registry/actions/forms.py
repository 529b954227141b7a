"""What founders fill in, by kind of entity: fields that several forms share, lines of holders and persons, the forms."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language, gettext_lazy
from pydantic import Field

from hengjian.apps.registry.procedures.showing import CONTROLS, FORMS, LIABILITIES, POSTS
from hengjian.apps.registry.rules.materials import materials
from hengjian.kernel import catalogues
from hengjian.kernel.given import Given, ask

ID = r"^\d{17}[\dXx]$"
NUMBER = r"^[0-9A-Za-z]{5,18}$"
CODE = r"^[0-9A-HJ-NPQRTUWXY]{18}$"
MOST_MONEY = 10**14
DOMICILE, CAPITAL = gettext_lazy("Domicile"), gettext_lazy("Registered capital")


def _word(zh: str, en: str) -> str:
    return zh if (get_language() or "zh").startswith("zh") else en


word = lazy(_word, str)


def _named(zh: str, en: str, code: str) -> Any:
    return word(f"{zh}　{code}", f"{en} {code}")


def types(*prefixes: str) -> list[tuple[str, str]]:
    """The national entity types that begin so, named in the reader's language."""
    found = [
        r for r in catalogues.rows("entity_types.csv") if r["national_code"] and r["national_code"].startswith(prefixes)
    ]
    return [(r["national_code"], _named(r["zh"], r["en"], r["national_code"])) for r in found]


COMPANY_TYPES = types("113", "114", "1151", "1152", "1153", "1190", "1110", "122", "121", "51", "52", "61", "62")
PARTNERSHIP_TYPES = types("4531", "4532", "4533", "54", "64")
BRANCH_TYPES = types("21", "22", "43", "455", "456", "58", "68", "92")
NON_COMPANY_TYPES = types("31", "32", "33", "34", "35", "41", "42", "44")
FOREIGN_TYPES = types("71", "72", "73")
BASES = [
    (
        "commitment",
        gettext_lazy("By commitment: I may use the place, and it is on no list of premises that cannot be used"),
    ),
    ("title", gettext_lazy("By a title document or lease, handed in below")),
]
MATERIALS = [(m.id, m.name) for m in materials().values()]
BENEFITS = [
    ("share", gettext_lazy("Share, vote or gain of a quarter or more")),
    ("control", gettext_lazy("Control in fact")),
    ("officer", gettext_lazy("Head, as nobody else is found")),
]


class Holder(Given):
    """A shareholder, partner or investor."""

    name: str = ask(gettext_lazy("Name"), at_most=100)
    number: str = ask(gettext_lazy("Identity number, credit code or passport"), personal=True, pattern=NUMBER)
    subscribed: Decimal = ask(gettext_lazy("Contribution, yuan"), kind="money", at_least=0, at_most=MOST_MONEY)
    paid: Decimal = ask(gettext_lazy("Paid in, yuan"), kind="money", default=Decimal(0), at_least=0, at_most=MOST_MONEY)
    due_on: date | None = ask(gettext_lazy("To be paid by"), kind="date", default=None)
    form: str = ask(gettext_lazy("Form"), choices=FORMS, default="money", pattern="^[a-z_]{1,20}$")


class Partner(Holder):
    """A partner with its liability."""

    liability: str = ask(
        gettext_lazy("Liability, of partners"), choices=LIABILITIES, default="", pattern="^(|unlimited|limited)$"
    )


class Member(Given):
    """A member of a cooperative."""

    name: str = ask(gettext_lazy("Name"), at_most=100)
    number: str = ask(gettext_lazy("Identity number or credit code"), personal=True, pattern=NUMBER)
    subscribed: Decimal = ask(gettext_lazy("Contribution, yuan"), kind="money", at_least=0, at_most=MOST_MONEY)
    farmer: bool = ask(gettext_lazy("Farmer"), kind="check", default=False)


class Official(Given):
    """A director, supervisor, manager, head of finance or liaison."""

    role: str = ask(gettext_lazy("Office"), choices=POSTS, pattern="^[a-z]{1,20}$")
    name: str = ask(gettext_lazy("Name"), at_most=60)
    number: str = ask(gettext_lazy("Identity number or passport"), personal=True, pattern=NUMBER)


class Owner(Given):
    """A beneficial owner 受益所有人: known to the authorities, not to the public."""

    name: str = ask(gettext_lazy("Name"), at_most=60)
    number: str = ask(gettext_lazy("Identity number or passport"), personal=True, pattern=NUMBER)
    kind: str = ask(gettext_lazy("By what"), choices=BENEFITS, pattern="^(share|control|officer)$")
    share: Decimal = ask(gettext_lazy("Share, percent"), kind="number", default=Decimal(0), at_least=0, at_most=100)


class Controller(Given):
    """Who controls otherwise than by a share."""

    name: str = ask(gettext_lazy("Name"), at_most=100)
    code: str = ask(gettext_lazy("Credit code, if an entity"), default="", pattern=rf"^$|{CODE}")
    by: str = ask(gettext_lazy("How"), choices=CONTROLS, pattern="^(agreement|appointment|fact)$")


class Handed(Given):
    """One paper handed in as a file."""

    what: str = ask(gettext_lazy("Paper"), choices=MATERIALS, pattern="^[a-z_]{1,30}$")
    file: str = ask(gettext_lazy("File: PDF or picture, up to 30 MB"), kind="file")


def lines(label: Any, *, least: int = 0, most: int = 50, **options: Any) -> Any:
    """A field of repeated lines."""
    field = ask(label, default=[] if not least else ..., **options)
    limits: Any = Field(min_length=least, max_length=most)
    field.metadata += limits.metadata
    return field


def materials_field() -> Any:
    """The papers, as lines."""
    return lines(
        gettext_lazy("Papers handed in"),
        section=gettext_lazy("Papers"),
        help=gettext_lazy("Only what the form itself does not say. What is missing is named before anything is sent."),
    )


def name_field() -> Any:
    """The name, checked by the name engine."""
    return ask(
        gettext_lazy("Name"),
        at_most=100,
        kind="name",
        help=gettext_lazy("Division, trade name, industry, form"),
        section=gettext_lazy("Name and type"),
    )


def division_field() -> Any:
    """Where it is registered."""
    return ask(gettext_lazy("County or district"), kind="division", pattern=r"^\d{6}$")


def type_field(choices: list[tuple[str, Any]]) -> Any:
    """The national entity type."""
    return ask(gettext_lazy("Type"), choices=choices, pattern=r"^\d{4}$")


def premises_field(label: Any = DOMICILE) -> Any:
    """The address."""
    return ask(label, lines=2, at_least=6, at_most=200, section=gettext_lazy("Place and scope"))


def basis_field() -> Any:
    """By what the founder may use the place."""
    return ask(
        gettext_lazy("Right to use the place"), choices=BASES, default="commitment", pattern="^(commitment|title)$"
    )


def scope_field() -> Any:
    """Items of the catalogue."""
    return ask(gettext_lazy("Business scope"), kind="scope", help=gettext_lazy("Codes of the scope catalogue"))


def approved_field() -> Any:
    """Day of a permit that must come first."""
    return ask(
        gettext_lazy("Day of the permit, where an item needs one before registration"), kind="date", default=None
    )


def capital_field(label: Any = CAPITAL) -> Any:
    """The capital in yuan."""
    return ask(label, kind="money", at_least=0, at_most=MOST_MONEY, section=gettext_lazy("Capital and holders"))


def head_field(label: Any) -> Any:
    """Who stands at the head."""
    return ask(label, at_most=60, section=gettext_lazy("Persons"))


def id_field() -> Any:
    """The number of the head."""
    return ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=NUMBER)


def phone_field() -> Any:
    """A mobile number."""
    return ask(gettext_lazy("Phone"), kind="phone", personal=True, pattern=r"^1\d{10}$")


def agent_field() -> Any:
    """Who files for the applicant."""
    return ask(gettext_lazy("Agent who files for the applicant"), default="", at_most=60)


def promise_field() -> Any:
    """The declaration without which nothing is filed."""
    return ask(gettext_lazy("I declare that what I file is true"), kind="check", default=False)


def converts_field() -> Any:
    """The individual business that is converted."""
    return ask(
        gettext_lazy("Credit code of the individual business that goes on as this firm"),
        default="",
        pattern=rf"^$|{CODE}",
        help=gettext_lazy("Its name may be kept; it leaves the register when the firm is registered."),
    )
