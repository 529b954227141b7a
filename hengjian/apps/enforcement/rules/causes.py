"""案由: what may be punished, the article that is broken, the article that punishes, the kinds and amounts of penalty."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import OFFICIAL, Citation, cite, current

from .packaged import articles, table

FIELDS = [
    ("food", _("Food")),
    ("drugs", _("Drugs")),
    ("devices", _("Medical devices")),
    ("cosmetics", _("Cosmetics")),
    ("equipment", _("Special equipment")),
    ("quality", _("Product quality")),
    ("metrology", _("Metrology")),
    ("standards", _("Standards")),
    ("certification", _("Certification and testing")),
    ("registration", _("Registration")),
    ("info", _("Published information")),
    ("ads", _("Advertising")),
    ("online", _("Online trade")),
    ("price", _("Prices")),
    ("competition", _("Competition")),
    ("consumer", _("Consumer rights")),
    ("ip", _("Intellectual property")),
]
UNITS = {
    "CNY": _("yuan"),
    "goods_value": _("times the value of the goods"),
    "ad_fee": _("times the advertising fee"),
    "illegal_gain": _("times the unlawful gain"),
    "illegal_income": _("times the unlawful income"),
    "illegal_turnover": _("times the unlawful turnover"),
    "last_year_sales": _("times the sales of the year before"),
    "false_capital": _("times the false capital"),
    "false_contribution": _("times the false contribution"),
    "withdrawn_capital": _("times the withdrawn capital"),
    "test_fee": _("times the testing fee"),
    "income": _("times the income"),
    "amount": _("times the amount"),
}
EXEMPTIONS = {
    "general": _("By the general rule"),
    "correct_first": _("An order to correct comes first; a fine only if it is not met"),
    "unsuitable": _("Not suitable for exemption"),
    "listed": _("On a list of exemptions"),
}


@dataclass(frozen=True)
class Tier:
    """One range of the fine: when it holds, from and to, in yuan or as multiples of a base."""

    name: str
    low: Decimal
    high: Decimal
    unit: str

    @property
    def multiple(self) -> bool:
        return self.unit != "CNY"

    @property
    def words(self) -> str:
        """As a person reads it: 50,000—100,000 元."""
        span = f"{number(self.low)}—{number(self.high)} {UNITS[self.unit]}"
        return f"{self.name}：{span}" if self.name else span


def number(amount: Decimal) -> str:
    """Without trailing zeros, with separators."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Cause:
    """One cause of action with its law. `check` says how sure the platform is of the row."""

    id: str
    field: str
    name: str
    statute: str
    violated: str
    penalised: str
    kinds: tuple[str, ...]
    tiers: tuple[Tier, ...]
    exemption: str
    hearing: str
    police: tuple[int, ...]
    check: str

    def tier(self, name: str) -> Tier | None:
        """The range of that name; the only one where there is no choice."""
        found = next((t for t in self.tiers if t.name == name), None)
        return found or (self.tiers[0] if len(self.tiers) == 1 and not name else None)

    def violates(self, lang: str = OFFICIAL) -> str:
        return articles(self.statute, self.violated, lang)

    def punished_by(self, lang: str = OFFICIAL) -> str:
        return articles(self.statute, self.penalised, lang)

    @property
    def citation(self) -> Citation:
        """The first article that punishes, or the instrument."""
        first = self.penalised.split()[0] if self.penalised else ""
        return cite(f"{self.statute} art. {first}" if first.isdigit() else self.statute)

    @property
    def since(self) -> object:
        """The day from which its instrument is in force as the register knows it."""
        return current().instruments[self.statute].since

    @property
    def crimes(self) -> str:
        return "、".join(cite(f"criminal_law art. {n}").official for n in self.police)

    @property
    def dangerous(self) -> bool:
        """Life and health: breaches are pursued for five years where harm was done (处罚法 36)."""
        return self.field in ("food", "drugs", "devices", "cosmetics", "equipment")


def _tiers(text: str) -> tuple[Tier, ...]:
    parts = (part.split("|") for part in text.split(";") if part)
    return tuple(Tier(name, Decimal(low), Decimal(high), unit) for name, low, high, unit in parts)


def _cause(row: dict[str, str]) -> Cause:
    return Cause(
        id=row["id"],
        field=row["field"],
        name=row["zh"],
        statute=row["statute"],
        violated=row["violated"],
        penalised=row["penalised"],
        kinds=tuple(row["kinds"].split()),
        tiers=_tiers(row["tiers"]),
        exemption=row["exemption"],
        hearing=row["hearing"],
        police=tuple(int(n) for n in row["police"].split()),
        check=row["check"],
    )


@cache
def causes() -> dict[str, Cause]:
    """Every cause by id, in the order of the catalogue."""
    return {row["id"]: _cause(row) for row in table("causes_of_action.csv")}


def cause(id: str) -> Cause:
    """The cause of that id; KeyError if there is none."""
    return causes()[id]


def search(text: str = "", field: str = "", kind: str = "", statute: str = "") -> list[Cause]:
    """Causes whose name, statute or articles hold every word, of one field, kind of penalty and statute."""
    words = text.split()
    return [
        c
        for c in causes().values()
        if (not field or c.field == field)
        and (not kind or kind in c.kinds)
        and (not statute or c.statute == statute)
        and all(w in c.name or w == c.id or w in c.violates() or w in c.punished_by() for w in words)
    ]
