"""What the forms of a case offer: officers with certificates, open cases, papers of the case."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from hengjian.apps.enforcement.actions.investigation import OPEN
from hengjian.apps.enforcement.actions.involved import untold
from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with, officers_of

Choices = list[tuple[str, str]]
MOST = 200


def _officers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Officers of the authority and below whose certificates hold."""
    if who is None or who.kind != "officer":
        return []
    rows = officers_of(who).filter(certificate_until__gte=timezone.localdate()).order_by("authority_id", "pk")
    return [(str(o.pk), f"{o.user}（{o.authority.short_name} {o.certificate_no}）") for o in rows[:MOST]]


def _cases(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Cases of the officer that are still investigated."""
    if who is None or who.kind != "officer":
        return []
    rows = Case.objects.filter(state__in=[s.name for s in OPEN], **who.within()).order_by("-pk")
    mine = [row for row in rows[:MOST] if who.officer_id in row.officers]
    return [(str(row.pk), f"{row.party_name}　{row.number}") for row in mine]


def _papers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Papers of the case that go to the party; notice and decision are served by acts of their own."""
    if not isinstance(about, Case):
        return []
    rows = about.papers.exclude(data__paper__in=["PEN-37", "PEN-45", "PEN-46", "PEN-50"]).exclude(data__internal=True)
    return [(paper.number, f"{paper.title}　{paper.number}") for paper in rows.order_by("-pk")]


def _persons(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Persons of the case that have not been told what is intended."""
    if not isinstance(about, Case):
        return []
    return [(str(person.pk), str(person)) for person in untold(about.pk)]


choose_with("case_officers", _officers)
choose_with("penalty_case", _cases)
choose_with("case_paper", _papers)
choose_with("case_person", _persons)
