"""Reads of joint measures and bans; what other rooms ask before they favour or register anybody."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.credit.models import PersonBan
from hengjian.apps.credit.rules import measures as rules
from hengjian.apps.credit.rules.catalogue import Row
from hengjian.apps.registry import queries as register
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import current

from .entries import listed, standing
from .risk import grades


def measures_for(subject_id: int) -> list[Row]:
    """The rewards and restrictions of the cited list that a subject falls under today."""
    on = listed(subject_id)
    entries = standing(subject_id)
    # Rewards follow from class A, which only officers may know: to others they are not told, so nothing is given away.
    knows = current().kind in ("officer", "clock")
    clean = knows and not entries and grades([subject_id]).get(subject_id) == "A"
    named = any(e.cause == "name_not_changed" for e in on.entries)
    return rules.measures_for(rules.Standing(on.abnormal, on.serious, named, clean))


def restricted(subject_id: int, measure: str) -> Row | None:
    """The restriction of that key if the subject falls under it."""
    return next((m for m in measures_for(subject_id) if m.id == measure and m.says("kind") == "restrict"), None)


def bans_of(prints: Collection[str], scopes: Collection[str], today: date) -> list[PersonBan]:
    """Bans in force of persons, by the prints of their numbers; officers and the machine see all of them."""
    rows = PersonBan.objects.filter(id_print__in=prints, scope__in=scopes, lifted_on=None, since__lte=today)
    return list(rows.filter(Q(until=None) | Q(until__gte=today)).order_by("since"))


def banned(id_number: str, *scopes: str, today: date | None = None) -> PersonBan | None:
    """The ban that stands in the way of this person, if there is one."""
    found = bans_of([fingerprint(id_number.upper())], scopes or ("manager",), today or timezone.localdate())
    return found[0] if found else None


@register.ban_source
def bans_in_force(names: Mapping[str, str], scopes: Collection[str], day: date) -> list[register.Bar]:
    """Whoever is banned takes no office, founds nothing and gets no permit in that trade (市场监管处罚到人)."""
    return [register.Bar(names[b.id_print], "ban", b.until, b.article) for b in bans_of(list(names), scopes, day)]


@register.hindrance_source
def against_simple_deregistration(subject: Subject) -> list[Any]:
    """Whoever stands on a list may not use the simplified way out (Rules, art. 48)."""
    found = [e for e in listed(subject.pk).entries if e.kind in ("abnormal", "serious")]
    words = _("It stands on a list: %(title)s.")
    return [register.Hindrance(e.kind, words % {"title": e.title}) for e in found]
