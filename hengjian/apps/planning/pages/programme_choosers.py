"""What the forms of assessments, programmes, surveys and documents offer."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import Assessment, AssessmentRound, NormativeDocument, ProgrammeApplication
from hengjian.apps.planning.queries.assessments import below
from hengjian.apps.planning.queries.documents import comments_of
from hengjian.apps.planning.queries.programmes import experts_for, open_calls
from hengjian.apps.planning.rules.documents import FIELDS
from hengjian.apps.planning.rules.questionnaire import CLASSES
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

Choices = list[tuple[str, Any]]
Values = Mapping[str, Any]


def _assessments(values: Values, who: Principal | None, about: Any) -> Choices:
    return [*queries.kind_choices("assessments")]


def _programmes(values: Values, who: Principal | None, about: Any) -> Choices:
    return [*queries.kind_choices("programmes")]


def _below(values: Values, who: Principal | None, about: Any) -> Choices:
    return [*below(about.code)] if isinstance(about, AssessmentRound) and about.pk else []


def _items(values: Values, who: Principal | None, about: Any) -> Choices:
    """The items of the table; those that the system computes are shown as such and may still be scored by hand."""
    if not isinstance(about, Assessment) or not about.pk:
        return []
    return [(str(s["position"]), f"{s['name']}（{s['own'] or '—'} / {s['weight']}）") for s in about.scores]


def _calls(values: Values, who: Principal | None, about: Any) -> Choices:
    place = who.place if who and who.kind == "officer" else ""
    kind = "authority" if place else "enterprise"
    today = timezone.localdate().isoformat()
    rows = [d for d in open_calls(place) if d.body["call"]["applicants"] == kind and d.body["since"] <= today]
    return [(str(d.body["call"]["programme"]), d.title) for d in rows]


def _experts(values: Values, who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, ProgrammeApplication) or not about.pk:
        return []
    return [(key, f"{e['name']}　{e['unit']}") for key, e in experts_for(about.kind, about.applicant).items()]


def _silent(values: Values, who: Principal | None, about: Any) -> Choices:
    """Those asked, who has not scored yet first."""
    if not isinstance(about, ProgrammeApplication):
        return []
    rows = sorted(about.experts.items(), key=lambda pair: bool(pair[1]["points"]))
    return [(key, e["name"] + (f"（{'、'.join(e['points'])}）" if e["points"] else "")) for key, e in rows]


def _objections(values: Values, who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, ProgrammeApplication):
        return []
    return [(str(n), o["what"][:80]) for n, o in enumerate(about.objections) if not o["answer"]]


def _fields(values: Values, who: Principal | None, about: Any) -> Choices:
    return [*FIELDS]


def _comments(values: Values, who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, NormativeDocument) or not about.pk:
        return []
    return [(str(c.pk), c.text[:80]) for c in comments_of(about.pk) if not c.taken]


def _classes(values: Values, who: Principal | None, about: Any) -> Choices:
    return [*CLASSES]


for kind, choices in {
    "assessment_kind": _assessments,
    "programme_kind": _programmes,
    "authority_below": _below,
    "assessment_item": _items,
    "open_call": _calls,
    "programme_expert": _experts,
    "silent_scorer": _silent,
    "name_objection": _objections,
    "document_field": _fields,
    "draft_comment": _comments,
    "survey_subject_kind": _classes,
}.items():
    choose_with(kind, choices)
