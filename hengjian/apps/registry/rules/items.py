"""Registered items 登记事项 as one value, from the filing to the register and each of its versions (Regulation, arts. 8-9)."""

import re
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

# What the person at the head of an entity is called on its licence, by group (Regulation, art. 8).
HEADS = {
    "individual_business": "经营者",
    "company": "法定代表人",
    "non_company": "法定代表人",
    "cooperative": "法定代表人",
    "partnership": "执行事务合伙人",
    "sole_proprietorship": "投资人",
    "branch": "负责人",
    "foreign_branch": "负责人",
}
GROUPS = tuple(HEADS)
# The kind of entity by which the lexicon lists organisation forms; the longest beginning of the type's code decides.
NAME_KINDS = {
    "12": "company_jsc", "52": "company_jsc", "62": "company_jsc", "34": "joint_stock_cooperative",
    "4532": "partnership_special", "4533": "partnership_limited", "455": "partnership_branch",
    "456": "sole_proprietorship_branch", "92": "cooperative_branch",
}  # fmt: skip
KIND_OF_GROUP = {
    "company": "company_llc",
    "non_company": "enterprise_legal_person",
    "partnership": "partnership_general",
    "branch": "company_branch",
    "foreign_branch": "foreign_rep_office",
}


def name_kind(group: str, type_code: str = "") -> str:
    """Which organisation forms a name may end with."""
    found = next((NAME_KINDS[type_code[:n]] for n in (4, 3, 2) if type_code[:n] in NAME_KINDS), "")
    return found or KIND_OF_GROUP.get(group, group)


LLC, JSC = ("11", "51", "61"), ("12", "52", "62")
FOREIGN = ("5", "6", "7")
BRANCHES = ("branch", "foreign_branch")


class Frozen(BaseModel):
    """A value of the register; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Frozen):
    """A domicile or business site; `basis` is a title document or the founder's commitment 住所申报承诺."""

    address: str
    division: str
    kind: str = "domicile"
    basis: str = "commitment"


class Share(Frozen):
    """What one holder has subscribed, in the currency of the capital; `code` where the holder is an entity."""

    name: str
    subscribed: Decimal
    paid: Decimal = Decimal(0)
    due_on: date | None = None
    form: str = "money"
    code: str = ""
    liability: str = ""


class Post(Frozen):
    """Somebody in an office of the entity: director, supervisor, manager, liaison, family member."""

    role: str
    name: str


class Control(Frozen):
    """Who controls the entity otherwise than by a share: by agreement, by appointing its officers, in fact."""

    name: str
    code: str = ""
    by: str = "agreement"


class Items(Frozen):
    """The registered and filed items of one entity on one day. Names are public, identity numbers are kept elsewhere."""

    name: str
    group: str = "individual_business"
    type_code: str = "9500"
    trade_name: str
    industry: str = ""
    representative: str
    composition: str = ""
    capital: Decimal | None = None
    currency: str = "CNY"
    term_until: date | None = None
    places: tuple[Place, ...]
    scope: str
    scope_codes: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    posts: tuple[Post, ...] = ()
    controls: tuple[Control, ...] = ()
    articles_on: date | None = None
    parent: str = ""
    status: str = "registered"
    mark: str = ""

    @property
    def domicile(self) -> Place:
        """The first place, which the licence names."""
        return self.places[0]

    @property
    def limited(self) -> bool:
        """A limited liability company 有限责任公司."""
        return self.type_code.startswith(LLC)

    @property
    def joint_stock(self) -> bool:
        """A joint stock company 股份有限公司."""
        return self.type_code.startswith(JSC)

    @property
    def foreign(self) -> bool:
        """Foreign, Hong Kong, Macao or Taiwan capital, or a branch of such an enterprise."""
        return self.type_code.startswith(FOREIGN)


def changed(before: Items, after: Items) -> tuple[str, ...]:
    """Names of the items in which two versions differ."""
    return tuple(name for name in Items.model_fields if getattr(before, name) != getattr(after, name))


def address_key(address: str) -> str:
    """An address without blanks, punctuation and full-width variants, to find who else sits there."""
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in address)
    return re.sub(r"[\s,.;:，。；：、()（）\-－—]+", "", plain).upper()
