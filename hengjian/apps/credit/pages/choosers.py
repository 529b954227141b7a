"""What the forms offer: what stands under a business, what an application still waits for, measures of a push."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.credit import queries
from hengjian.apps.credit.actions.repair import as_choices
from hengjian.apps.credit.actions.sharing import provinces
from hengjian.apps.credit.procedures import JointMeasure
from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]


def _entries(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    chosen = str(values.get("subject", ""))
    if chosen.isdigit():
        return [(str(e.pk), e.title) for e in queries.standing(int(chosen))]
    if who is None or who.kind != "party":
        return []
    return [(str(e.pk), f"{e.subject.name}：{e.title}") for e in queries.standing_of(who.subjects)]


def _items(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return as_choices(about)


def _measures(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, JointMeasure):
        return []
    return [(key, catalogue.words("measures", key)) for key in about.unanswered or about.measures]


def _provinces(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return provinces(who.place if who else "")


choose_with("other_province", _provinces)
choose_with("credit_entry", _entries)
choose_with("credit_repair_item", _items)
choose_with("joint_measure", _measures)
