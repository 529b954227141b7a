"""Every address says who may open it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.police.repository import openapi

NAMES = {"public", "signed_in", "officers", "administrators"}
# Lists of addresses that are not ours to decorate, and who guards them instead.
GUARDED = {
    "allauth.urls": "sign-in itself; allauth asks for a session where one is needed",
    "hengjian.kernel.ledger.urls": "the log is public, and the kernel does not know the toolkit of pages",
}
# Operations of the API that need no key, as their answers are public.
OPEN = {
    "credit_file",
    "consumer_file_complaint",
    "consumer_file_report",
    "consumer_look",
    "consumer_published",
    "consumer_guarantee",
    "consumer_shop",
    "credit_measures",
    "datacentre_open_list",
    "datacentre_open_read",
    "disclosures_list",
    "enforcement_causes",
    "enforcement_competence",
    "enforcement_exemptions",
    "enforcement_facts",
    "law_value",
    "procedures_list",
    "subject_get",
    "subjects_find",
    "registry_check_name",
    "registry_register_on",
    "registry_relations",
    "registry_policies",
    "registry_scope",
    "inspection_results",
    "licensing_breaches",
    "licensing_guide",
    "licensing_items",
    "licensing_needed",
    "licensing_permits",
    "planning_documents",
    "planning_named",
    "planning_surveys",
    "planning_plans",
    "planning_reports",
    "planning_responsibility_lists",
    "planning_standing",
    "planning_targets",
    "planning_values",
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Route and view of every address that is ours to guard; the API's are looked at by operation."""
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route, one.callback
        elif one.app_name != "ninja" and getattr(one.urlconf_module, "__name__", "") not in GUARDED:
            yield from patterns(one, route)


def operations() -> list[dict[str, Any]]:
    """The API's operations as described."""
    return [operation for path in openapi()["paths"].values() for operation in path.values()]


def test_every_page_says_who_may_open_it() -> None:
    assert [route for route, view in patterns(get_resolver()) if getattr(view, "access", None) not in NAMES] == []


def test_operations_of_the_api_need_a_key_unless_their_answer_is_public() -> None:
    assert {o["operationId"] for o in operations() if not o.get("security")} == OPEN


def test_operations_of_the_api_have_names_of_their_own_and_declare_their_problems() -> None:
    ids = [o["operationId"] for o in operations()]
    assert len(ids) == len(set(ids))
    assert [o["operationId"] for o in operations() if "429" not in map(str, o["responses"])] == []
    assert [o["operationId"] for o in operations() if not (o.get("description") or o.get("summary"))] == []
