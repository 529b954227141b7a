"""Whatever is sent to the API, it answers with what it documents and never with a server error."""

import json
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from django.test import Client
from django.urls import URLResolver
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.core import NotSet

from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel import tokens
from hengjian.kernel.act import acts
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import make_world
from hengjian.kernel.tests.walking import EXAMPLES
from hengjian.project import api
from tests.police.repository import openapi


@pytest.fixture
def callers(db: None) -> dict[str, Any]:
    """Keys of an officer and of an enterprise, and a proceeding that both may see."""
    world = make_world()
    row = examined(filed(world.enterprise)).proceeding
    return {"keys": [key(world.officer), key(world.enterprise)], "id": row.pk}


def key(principal: Principal) -> str:
    with acting_as(CLOCKWORK):
        return tokens.issue(User.objects.get(pk=principal.user_id), "schemathesis", ("read", "act"))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.django_db
def test_no_request_makes_the_server_fail(callers: dict[str, Any]) -> None:
    document = schemathesis.openapi.from_dict(openapi())
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) > 30
    for operation in distinct(operations):
        run(operation, callers, cycle(callers["keys"]))


def test_what_is_answered_is_what_is_described() -> None:
    """Procedures are answered apart from the whole that is described, so the addresses of both are held together."""

    def flat(patterns: Any, before: str = "/api/") -> Iterator[str]:
        for one in patterns:
            here = before + str(one.pattern)
            yield from flat(one.url_patterns, here) if isinstance(one, URLResolver) else [here]

    answered = {re.sub(r"<(\w+:)?(\w+)>", r"{\2}", address) for address in flat(api.urlpatterns)}
    assert answered - {"/api/", "/api/openapi.json"} == set(openapi()["paths"])


def distinct(operations: list[Any]) -> Iterator[Any]:
    """Every operation; of the acts that all procedures share one procedure's, for it is the same code for all of them."""
    seen: set[str] = set()
    for operation in operations:
        room, procedure, _id, verb = ["", "", "", *operation.path.split("/")][-4:]
        declared = acts().get(f"{room}.{procedure}.{verb}")
        if declared and declared.generic:
            if verb in seen:
                continue
            seen.add(verb)
        yield operation


def run(operation: Any, callers: dict[str, Any], keys: Iterator[str]) -> None:
    """Some requests to one operation, by an officer and an enterprise in turn.

    What is done to a matter finds one of another kind here, whatever is sent with it: half as many will do.
    """
    to_a_matter = operation.method == "post" and "{id}" in operation.path

    @seed(1)  # always the same; `derandomize` would read the source of the function anew for each operation
    @settings(
        max_examples=max(1, EXAMPLES // 2) if to_a_matter else EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def every(case: Any) -> None:
        if "id" in (case.path_parameters or {}) and case.method != "GET":
            case.path_parameters["id"] = callers["id"]
        status = send(case, next(keys))
        assert status < 500, (case.method, case.formatted_path, case.query, case.body)
        assert str(status) in operation.definition.raw["responses"], (case.method, case.path, status)

    every()


def send(case: Any, bearer: str, browser: Client = Client()) -> int:  # noqa: B008 (no cookie is ever set)
    """The generated request through the whole stack, in the test's own transaction."""
    headers = {k: v for k, v in (case.headers or {}).items() if v.isprintable()} | {"Authorization": f"Bearer {bearer}"}
    path = quote(case.formatted_path)
    if case.method == "GET":
        return browser.get(path, case.query or {}, headers=headers).status_code
    address = f"{path}?{urlencode(case.query or {})}"
    body = json.dumps(case.body) if not isinstance(case.body, NotSet) else ""
    return browser.post(address, body, content_type="application/json", headers=headers).status_code
