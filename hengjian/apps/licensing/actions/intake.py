"""What every filing goes through: whose it is, whether it is on the list, what was handed in, what is promised."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import PermitItem
from hengjian.apps.licensing.procedures.about import AboutItem
from hengjian.apps.licensing.rules import intake as rules
from hengjian.kernel import clock, deadline
from hengjian.kernel.given import Given, ask
from hengjian.kernel.law import Limit
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.paper import unprintable
from hengjian.kernel.refusal import Incomplete, NotAllowed

from .permits import HOLDER, bans


class IntakeRequest(Given):
    """What is asked of everybody who files; the materials offered are those of the item's list."""

    subject: int = ask(gettext_lazy("Business"), kind="subject")
    item: str = ask(gettext_lazy("Item of the list"), kind="permit_item", at_most=12)
    content: str = ask(gettext_lazy("What shall be permitted"), lines=2, at_least=2, at_most=300)
    premises: str = ask(gettext_lazy("Premises"), default="", at_most=200)
    category: str = ask(
        gettext_lazy("Category of the trade"),
        default="",
        at_most=2,
        help=gettext_lazy(
            "Food production: 01 to 31. Food operation: 1 sales, 2 catering, 3 canteen. Else leave empty."
        ),
    )
    materials: list[str] = ask(gettext_lazy("Materials handed in"), kind="permit_material", default=[])


class IntakeDemand(Given):
    """What is told to be missing; the form offers what the list has and was not handed in."""

    missing: list[str] = ask(gettext_lazy("What is missing, all of it at once"), kind="permit_missing", default=[])
    note: str = ask(gettext_lazy("Note to the applicant"), lines=3, default="", at_most=500)


class Brought(Given):
    """Materials brought later."""

    materials: list[str] = ask(gettext_lazy("Materials now handed in"), kind="permit_missing", default=[])


class IntakeGrounds(Given):
    reason: str = ask(gettext_lazy("Grounds"), lines=4, at_least=5, at_most=1000)


class Remark(Given):
    note: str = ask(gettext_lazy("Note"), lines=3, default="", at_most=500)


def take(
    row: AboutItem, given: Any, on: Occasion, *, route: str, commitment: bool = False
) -> tuple[PermitItem, Subject]:
    """Put the filing on the row, or refuse it with every ground. Gives item and business."""
    what = _("The filing was not taken.")
    subject = own_subject(given.subject, on, what)
    found = queries.item(given.item.upper())
    code = queries.authority_for(found, subject.division_code) if found else ""
    facts = queries.filing_facts(found, subject, code, given.materials, given.category, on.law, type(row))
    rules.filing(replace(facts, wanted_route=route, by_commitment=commitment), on.law).require(what)
    assert found is not None
    bans(subject.pk, found, on).require(what)
    printable(given, ("content", "premises"), what)
    row.item, row.subject, row.code = found, subject, _seated(code, what)
    row.title = f"{subject.name}：{found.name}"
    row.subject_name = subject.name
    row.content, row.premises, row.category = given.content, given.premises, given.category
    row.materials = list(dict.fromkeys(given.materials))
    row.synthetic = row.synthetic or subject.synthetic
    on.admit(f"subject:{subject.pk}", "entity")
    return found, subject


def own_subject(pk: int, on: Occasion, what: str) -> Subject:
    """The subject somebody may file for: one's own, or any within an officer's range."""
    subject = Subject.objects.filter(pk=pk).first()
    who = on.principal
    mine = who.kind == "clock" or pk in who.subjects or bool(who.officer_id and subject and in_range(who, subject))
    if subject is None or not mine:
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    return subject


def in_range(who: Any, subject: Subject) -> bool:
    """Is the subject's place within the officer's range, or the officer's place within the subject's?"""
    return bool(who.sees(subject.division_code)) or subject.division_code.startswith(who.authority_code)


def _seated(code: str, what: str) -> str:
    if not Authority.objects.filter(pk=code).exists():
        raise NotAllowed(
            what,
            fact=_("The authority that decides on this item is not connected here."),
            remedy=_("Apply at the authority named in the service guide."),
        )
    return code


def printable(given: Any, names: tuple[str, ...], what: str) -> None:
    """Refuse what no font here can print on the permit."""
    for name in names:
        rare = unprintable(getattr(given, name))
        if rare:
            message = _("No font here can print “%(character)s”.") % {"character": "".join(rare)}
            raise Incomplete(what, fields={name: message})


def promise(on: Occasion, limit_id: str, days: int | None) -> datetime | None:
    """The day the authority promises to be done: working days counted like those of the law."""
    if not days or not limit_id:
        return None
    limit = on.law.limit(limit_id)
    promised = Limit(limit.id, days, "workday", limit.cite, limit.what, "low")
    return clock.due_on(on.at, promised, (), deadline.calendar()).due


def promised_days(item: PermitItem, code: str) -> int | None:
    """What the guide in force at the authority promises."""
    guide = queries.guide_of(item, code)
    return guide.promised if guide and guide.promised else item.promised


def demand(row: Any, given: IntakeDemand, on: Occasion) -> None:
    """Tell all that is missing, once (Licensing Law, art. 32)."""
    listed = queries.materials_of(row.wanted)
    rules.correction(listed, given.missing, row.asked_for, on.law).require(_("Nothing was asked for."))
    row.asked_for = given.missing
    row.materials = [k for k in row.materials if k not in given.missing]
    names = "、".join(m.name for m in listed if m.key in given.missing)
    on.note = f"{names}。{given.note}" if given.note else names
    article = on.law.cite("licensing_law art. 32").text("zh-hans")
    on.issue("licensing.correction", "补正材料通知书", {"to": row.subject_name, "item": row.wanted.name,
             "missing": [m.name for m in listed if m.key in given.missing], "note": given.note, "basis": [article]})  # fmt: skip
    on.tell(*HOLDER, title=_("Materials are missing: %(item)s") % {"item": row.wanted.name}, body=on.note)


def bring(row: Any, given: Brought, on: Occasion) -> None:
    """Add what was brought; what is not on the list is refused."""
    listed = queries.materials_of(row.wanted)
    strange = rules.unlisted(listed, given.materials)
    if strange or not given.materials:
        message = (
            _("Not on the list: %(keys)s") % {"keys": "、".join(strange)} if strange else _("Mark what you bring.")
        )
        raise Incomplete(_("Nothing was taken."), fields={"materials": message})
    row.materials = list(dict.fromkeys([*row.materials, *given.materials]))
    on.note = "、".join(m.name for m in listed if m.key in given.materials)


def accepted(row: Any, on: Occasion, *, tolerant: bool) -> rules.Completeness:
    """Require that enough is there to accept; gives what is still owed."""
    found = rules.completeness(queries.materials_of(row.wanted), row.materials)
    rules.acceptance(found, on.law, tolerant=tolerant).require(_("It was not accepted."))
    return found


def acceptance_paper(row: Any, on: Occasion, owed: list[str] | None = None) -> None:
    """受理通知书 with the promised day and what may still be brought."""
    promised = row.promised_by.date().isoformat() if row.promised_by else ""
    article = on.law.cite("licensing_law art. 32").text("zh-hans")
    data = {
        "to": row.subject_name,
        "item": row.wanted.name,
        "owed": owed or [],
        "promised": promised,
        "basis": [article],
    }
    on.issue("licensing.acceptance", "受理通知书", data)


def refusal_paper(row: Any, on: Occasion, reason: str, *, title: str = "不予许可决定书", items: str = "") -> None:
    """A refusal with reasons, basis and remedies (Licensing Law, art. 38)."""
    article = on.law.cite("licensing_law art. 38").text("zh-hans")
    data = {"to": row.subject_name, "item": items or row.wanted.name, "grounds": [reason], "basis": [article]}
    on.issue("licensing.refusal", title, data)
    on.note = reason
    on.tell(*HOLDER, title=f"{title}：{items or row.wanted.name}", body=reason)
