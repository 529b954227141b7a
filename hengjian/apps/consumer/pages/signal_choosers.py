"""What the forms offer: categories, problems, samples of the study at hand."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import ComparativeStudy, JointIncident
from hengjian.apps.consumer.rules import categories
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]


def _categories(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(code, f"{'　' * (len(code) // 2 - 1)}{zh}") for code, zh in sorted(categories.names().items())]


def _problems(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(p.id, p.zh) for p in categories.problems().values()]


def _samples(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, ComparativeStudy) or not about.pk:
        return []
    if who is not None and who.kind == "party":
        own = queries.records.own_samples(about.pk, who.subjects)
        return [(str(s.pk), f"{s.brand} {s.model}：{s.told}") for s in own]
    return [(str(s.pk), f"{s.brand} {s.model}".strip()) for s in queries.records.samples_of(about.pk)]


def _matters(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Latest complaints about the subject or platform at hand, and those chosen before."""
    if who is None or who.kind != "officer":
        return []
    shared = about if isinstance(about, JointIncident) and about.pk else None
    subject = str((shared.subject_id if shared else values.get("subject")) or "")
    platform = shared.platform if shared else values.get("platform", "")
    chosen = [int(v) for v in values.get("matters") or [] if str(v).isdigit()]
    return queries.incidents.to_choose(
        who.place, int(subject) if subject.isdigit() else None, str(platform), chosen,
        but=shared.matters if shared else [],
    )  # fmt: skip


def _incidents(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one.number, f"{one.number} {one.title}") for one in queries.incidents.latest()]


choose_with("consumer_category", _categories)
choose_with("consumer_problem", _problems)
choose_with("study_sample", _samples)
choose_with("told_matter", _matters)
choose_with("incident_number", _incidents)
