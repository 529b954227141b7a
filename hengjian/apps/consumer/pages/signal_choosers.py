"""What the forms offer: categories, problems, samples of the study at hand."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import ComparativeStudy
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
    return [(str(s.pk), f"{s.brand} {s.model}".strip()) for s in queries.records.samples_of(about.pk)]


choose_with("consumer_category", _categories)
choose_with("consumer_problem", _problems)
choose_with("study_sample", _samples)
