"""Every address says who may open it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from hengjian.web.management.commands.openapi import assembled

NAMES = {"public", "signed_in", "officers", "administrators"}
# Views that are not ours to decorate, and who guards them instead.
GUARDED = {
    "allauth.": "sign-in itself; allauth asks for a session where one is needed",
    "hengjian.kernel.ledger.": "the log is public, and the kernel does not know the toolkit of pages",
}
# Operations of the API that need no key, as their answers are public.
OPEN = {"registry_check_name", "registry_scope"}


def patterns(resolver: URLResolver) -> Iterator[tuple[str, Any]]:
    """Route and view of every address; the API's own are checked by operation."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield str(one.pattern), one.callback
        elif one.app_name != "ninja":
            yield from patterns(one)


def module(view: Any) -> str:
    found = view.func if isinstance(view, partial) else getattr(view, "view_class", view)
    return str(found.__module__)


def test_every_page_says_who_may_open_it() -> None:
    found = [
        f"{route} ({module(view)}.{getattr(view, '__name__', '?')})"
        for route, view in patterns(get_resolver())
        if getattr(view, "access", None) not in NAMES and not module(view).startswith(tuple(GUARDED))
    ]
    assert found == []


def test_operations_of_the_api_need_a_key_unless_their_answer_is_public() -> None:
    paths = assembled().get_openapi_schema(path_prefix="/api/")["paths"]
    operations = [o for path in paths.values() for o in path.values()]
    assert {o["operationId"] for o in operations if not o.get("security")} == OPEN


def test_operations_of_the_api_have_names_of_their_own_and_declare_their_problems() -> None:
    paths = assembled().get_openapi_schema(path_prefix="/api/")["paths"]
    operations = [o for path in paths.values() for o in path.values()]
    ids = [o["operationId"] for o in operations]
    assert len(ids) == len(set(ids))
    assert [o["operationId"] for o in operations if "429" not in map(str, o["responses"])] == []
    assert [o["operationId"] for o in operations if not (o.get("description") or o.get("summary"))] == []
