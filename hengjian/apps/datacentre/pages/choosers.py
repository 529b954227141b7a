"""What the forms offer: elements of the standard, tables that take files, candidates of a doubtful match."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.datacentre.models import ImportedTable
from hengjian.apps.datacentre.procedures import LinkageDoubt, SourceMapping
from hengjian.apps.datacentre.queries import standard
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]
MOST = 200


def _elements(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one.id, f"{one.zh}（{one.id}）") for one in standard.elements().values()]


def _tables(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    keys = SourceMapping.objects.filter(state="adopted").values("table_key")
    return [(one.key, one.title) for one in ImportedTable.objects.filter(key__in=keys).order_by("title")[:MOST]]


def _reported(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(one.key, one.title) for one in ImportedTable.objects.order_by("title")[:MOST]]


def _candidates(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, LinkageDoubt):
        return []
    return [(str(one["subject"]), f"{one['name']}　{one['score']}%") for one in about.candidates]


choose_with("data_element", _elements)
choose_with("imported_table", _tables)
choose_with("reported_table", _reported)
choose_with("link_candidate", _candidates)
