"""What the forms offer: categories, problems, stations, numbers of complaints and reports; and the search for a business."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import Complaint, Report
from hengjian.apps.consumer.rules import categories
from hengjian.kernel import search
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with, say_with, suggest_with

Choices = list[tuple[str, str]]
MOST = 200


def _categories(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return list(categories.choices())


def _problems(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(p.id, p.zh) for p in categories.problems().values()]


def _breaches(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return list(categories.breaches().items())


def _disputing(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """The two authorities of a dispute about competence."""
    codes = [code for code in (getattr(about, "code", ""), getattr(about, "disputed_with", "")) if code]
    return [(a.pk, a.name) for a in Authority.objects.filter(pk__in=codes).order_by("pk")]


def _stations(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    code = getattr(about, "code", "") or (who.place if who else "")
    return [(str(s.pk), f"{s.name}（{s.address}）") for s in queries.stations_of(code)[:MOST]]


def _numbers(kind: Any, who: Principal | None, **narrower: Any) -> Choices:
    if who is None or who.kind != "officer":
        return []
    rows = kind.objects.filter(**who.within(), **narrower).order_by("-pk")[:MOST]
    return [(row.number, f"{row.subject_name} {row.number}") for row in rows]


def _complaints(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return _numbers(Complaint, who)


def _settled(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return _numbers(Complaint, who, ended_as="settled")  # also while its lead is open: the thirty days run


def _filed(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return _numbers(Report, who, result="filed", named=True)


def _helpers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, Complaint) or not about.pk:
        return []
    return [
        (str(h.pk), f"{h.get_kind_display()}：{h.name}（{h.unit}，{h.speciality}）")
        for h in queries.helpers.to_ask(about)
    ]


def _asked_helpers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, Complaint) or not about.pk:
        return []
    return [(str(t.helper_id), f"{t.name}（{t.unit}）") for t in queries.helpers.awaited(about)]


def _own_closed(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Closed complaints of whoever asks; the scope shows only one's own."""
    if who is None or who.kind != "party":
        return []
    rows = Complaint.objects.filter(closed_at__isnull=False).order_by("-pk")[:MOST]
    return [(str(row.pk), f"{row.subject_name} {row.number}") for row in rows]


def _find(text: str) -> list[tuple[str, str]]:
    return [(str(s.pk), f"{s.name} {s.code or ''}") for s in search.find(text, 10)]


def _named(values: list[str]) -> list[tuple[str, str]]:
    keys = [int(v) for v in values if v.isdigit()]
    return [(str(s.pk), s.name) for s in Subject.objects.filter(pk__in=keys)]


choose_with("consumer_category", _categories)
choose_with("consumer_problem", _problems)
say_with("consumer_category", categories.called)
say_with("consumer_problem", categories.problem_called)
choose_with("consumer_breach", _breaches)
choose_with("service_station", _stations)
choose_with("disputing_authority", _disputing)
choose_with("complaint_number", _complaints)
choose_with("settled_complaint_number", _settled)
choose_with("report_number", _filed)
choose_with("mediation_helper", _helpers)
choose_with("asked_helper", _asked_helpers)
choose_with("own_closed_complaint", _own_closed)
suggest_with("respondent", _find, _named)
