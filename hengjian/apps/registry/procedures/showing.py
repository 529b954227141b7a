"""Registered items in words: label and value of each, for files, papers and pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.rules.items import Items, Share

COMPOSITIONS = [("person", _("Run by a person")), ("family", _("Run by a family"))]
HEADS = {
    "individual_business": _("Operator"),
    "company": _("Legal representative"),
    "non_company": _("Legal representative"),
    "cooperative": _("Legal representative"),
    "partnership": _("Executive partner"),
    "sole_proprietorship": _("Investor"),
    "branch": _("Person in charge"),
    "foreign_branch": _("Person in charge"),
}
FORMS = [
    ("money", _("Money")),
    ("goods", _("Goods")),
    ("property_right", _("Intellectual property")),
    ("land_use", _("Right to use land")),
    ("claim", _("Claim or shares")),
    ("labour", _("Labour (partners only)")),
]
LIABILITIES = [("unlimited", _("Without limit")), ("limited", _("Up to the contribution"))]
POSTS = [
    ("chair", _("Chair of the board")),
    ("director", _("Director")),
    ("supervisor", _("Supervisor")),
    ("manager", _("Manager")),
    ("finance", _("Head of finance")),
    ("liaison", _("Liaison")),
    ("family", _("Family member taking part")),
]
CONTROLS = [
    ("agreement", _("By agreement")),
    ("appointment", _("By appointing the officers")),
    ("fact", _("In fact")),
]


def money(items: Items) -> str:
    """The capital with its currency."""
    return "" if items.capital is None else f"{items.capital:,.2f} {items.currency}"


def share_line(share: Share) -> str:
    """One holder in one line: name, subscribed, paid, until when."""
    parts = [share.name, f"{share.subscribed:,.2f}"]
    if share.paid:
        parts.append(str(_("paid %(sum)s") % {"sum": f"{share.paid:,.2f}"}))
    if share.due_on and share.paid < share.subscribed:
        parts.append(str(_("by %(day)s") % {"day": share.due_on.isoformat()}))
    if share.liability:
        parts.append(str(dict(LIABILITIES)[share.liability]))
    return "，".join(parts)


def shown(items: Items) -> list[tuple[Any, Any]]:
    """Every item that has a value, in the order of a licence."""
    roles = dict(POSTS)
    rows: list[tuple[Any, Any]] = [
        (_("Name"), items.name),
        (HEADS[items.group], items.representative),
        (_("Registered capital"), money(items)),
        (_("Composition"), dict(COMPOSITIONS).get(items.composition, "")),
        (_("Belongs to"), items.parent),
        (_("Business premises"), "；".join(p.address for p in items.places)),
        (_("Term of operation"), items.term_until),
        (_("Holders"), "；".join(map(share_line, items.shares))),
        (_("Officers and liaison"), "；".join(f"{roles.get(p.role, p.role)} {p.name}" for p in items.posts)),
        (_("Controlled by"), "；".join(f"{c.name}（{dict(CONTROLS)[c.by]}）" for c in items.controls)),
        (_("Articles of"), items.articles_on),
        (_("Business scope"), items.scope),
    ]
    return [(label, value) for label, value in rows if value]


# Item of the register → what it is called where two versions are compared.
NAMES = {
    "name": _("Name"), "group": _("Kind"), "type_code": _("Type"), "trade_name": _("Trade name"), "industry": _("Industry"),
    "representative": _("Legal representative, operator or person in charge"), "composition": _("Composition"),
    "capital": _("Registered capital"), "currency": _("Currency"), "term_until": _("Term of operation"),
    "places": _("Business premises"), "scope": _("Business scope"), "scope_codes": _("Codes of the scope"),
    "shares": _("Holders"), "posts": _("Officers and liaison"), "controls": _("Controlled by"),
    "articles_on": _("Articles of"), "parent": _("Belongs to"), "status": _("State"), "mark": _("Special mark"),
}  # fmt: skip
HIDDEN = frozenset({"trade_name", "industry", "scope_codes", "group"})


def words(items: Items, name: str) -> str:
    """The value of one item as text, empty where it has none."""
    value = getattr(items, name)
    special = {
        "capital": lambda: money(items),
        "places": lambda: "；".join(p.address for p in items.places),
        "shares": lambda: "；".join(map(share_line, items.shares)),
        "posts": lambda: "；".join(f"{dict(POSTS).get(p.role, p.role)} {p.name}" for p in items.posts),
        "controls": lambda: "；".join(f"{c.name}（{dict(CONTROLS)[c.by]}）" for c in items.controls),
        "composition": lambda: str(dict(COMPOSITIONS).get(items.composition, "")),
    }
    return special[name]() if name in special else ("" if value is None else str(value))


def compared(before: Items, after: Items, fields: tuple[str, ...]) -> list[tuple[Any, str, str]]:
    """Label, old and new value of each item that differs and is worth showing."""
    return [(NAMES[f], words(before, f), words(after, f)) for f in fields if f not in HIDDEN]
