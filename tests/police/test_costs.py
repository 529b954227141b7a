"""What a page or an answer costs does not grow with the number of rows: no query is asked once a row."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel import tokens
from hengjian.kernel.models import Disclosure, Notice, Officer, Proceeding, SavedView, Subject, User
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.procedure import procedures
from hengjian.kernel.search import keys
from hengjian.kernel.testing import World, make_world, signed_in
from hengjian.web import lists
from tests.police.repository import openapi

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 30  # half a page, and more than one
WORDS = "禾瑞丰顺达鑫源福安康盛兴隆嘉佳悦惠民德信"
MOST = 12  # of a list page; the session, the account and the scope are among them
SCOPE = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK|SELECT set_config)")
# Where the lists that rooms declare are shown; a list that is not here is found by the last test.
PAGES = {
    "desk": "/desk/",
    "cases": "/cases/",
    "cleanup": "/cleanup/",
    "credit-bans": "/credit/bans/",
    "credit-entries": "/credit/entries/",
    "credit-missing": "/credit/missing/",
    "exchange": "/exchange/",
    "permits-held": "/permits/held/",
    "risk-classes": "/risk/",
    "credit-persons": "/credit/persons/",
    "risk-warnings": "/risk/warnings/",
    "inspectors": "/inspection/rosters/",
    "drawn": "/inspection/drawn/",
    "authorities": "/reference/authorities/",
    "officers": "/reference/officers/",
    "grid-cells": "/grid/",
    "trigger-rules": "/triggers/",
    "watch-devices": "/devices/",
    "social-watchers": "/watchers/",
    "service-stations": "/complaints/stations/",
    "lane": "/complaints/lane/",
    "panel-experts": "/enforcement/experts/",
    "leads": "/enforcement/leads/",
    "supervised-cases": "/enforcement/supervised/",
    "discretion-benchmarks": "/enforcement/benchmarks/",
    "plan-tasks": "/plan-tasks/",
    "cockpit-rows": "/cockpit/figure/cockpit.open/rows/",
    "imported-tables": "/data/imports/",
    "share-uses": "/data/uses/",
}
OTHERS = ("/desk/?tab=office", "/desk/inbox/", "/search/?q=样", "/notices/", "/find/?q=样", "/exports/",
          "/enforcement/supervision/", "/enforcement/training/", "/enforcement/teams/", "/enforcement/powers/",
          "/plan-reports/", "/plans/", "/plan/zhoukou/", "/plans/compare/",
          "/planning/assessments/", "/named/", "/programmes/", "/surveys/", "/documents/", "/documents/drafts/", "/data/", "/data/bases/",
          "/data/models/", "/open-data/", "/open-data/registrations/", "/open-data/feed.atom",
          "/notices/feed.atom", "/sitemap-1.xml", "/education/", "/consumer/environment/")  # fmt: skip


class Crowd:
    """People who look, and as many rows of everything as are asked for."""

    def __init__(self, as_owner: Callable[[], AbstractContextManager[Any]]) -> None:
        self.as_owner = as_owner
        self.world: World = make_world()
        done = examined(filed(self.world.enterprise, name="周口市川汇区样禾餐饮店"))
        self.rows = 1
        with acting_as(CLOCKWORK):
            self.first = Proceeding.objects.get(pk=done.proceeding.pk)
            self.subject = Subject.objects.get(name="周口市川汇区样禾餐饮店")
            self.shown = Disclosure.objects.get(subject=self.subject)

    def grow(self, rows: int) -> None:
        """Filings, subjects, publications, notices, officers and shared views until there are so many of each."""
        for n in range(self.rows, rows):
            filed(self.world.enterprise, name=f"周口市川汇区{WORDS[n // 20]}{WORDS[n % 20]}餐饮店")
        with acting_as(CLOCKWORK):
            Subject.objects.bulk_create(
                Subject(kind="individual_business", name=(name := f"样{n}号店"), division_code="411602", **keys(name))
                for n in range(self.rows, rows)
            )
            for n in range(self.rows, rows):
                user = User.objects.create(username=f"u{n}", display_name=f"样{n}")
                Officer.objects.create(user=user, authority_id="411602", roles=[Role.HANDLER.value])
                Notice.objects.create(user_id=self.world.officer.user_id or 0, title=f"{n}", at=self.first.opened_at)
                SavedView.objects.create(user=user, page="desk", name=f"{n}", query="", office="411602")
                self.publish(n)
        self.rows = rows

    def publish(self, n: int) -> None:
        copy = Disclosure.objects.get(pk=self.shown.pk)
        copy.pk, copy.act_id, copy.title = None, -n, f"样{n}"
        # Nothing is published without an act, except by the owner of the database.
        with self.as_owner():
            copy.save(force_insert=True)


@pytest.fixture
def crowd(as_owner: Callable[[], AbstractContextManager[Any]]) -> Crowd:
    return Crowd(as_owner)


def cost(client: Client, address: str, *, warm: bool = True, **headers: str) -> list[str]:
    """The statements of one request, without those that open its transaction and scope."""
    if warm:
        client.get(address, headers=headers)  # what is kept in the process is there from now on
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, headers=headers)
    assert answer.status_code == 200, (address, answer.status_code)
    return [q["sql"] for q in seen.captured_queries if not SCOPE.match(q["sql"])]


def list_pages() -> Iterator[str]:
    yield from PAGES.values()
    for kind in procedures().values():
        if kind.__module__.startswith("hengjian."):
            yield f"/list/{kind.key}/"
    yield from OTHERS


def grown(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, list[str]]:
    """What is asked more often than before, by address."""
    out = {}
    for address, asked in after.items():
        if len(asked) > len(before[address]):
            rest = [re.sub(r"\d+", "N", sql)[:160] for sql in before[address]]
            shapes = [re.sub(r"\d+", "N", sql)[:160] for sql in asked]
            out[address] = [s for s in dict.fromkeys(shapes) if shapes.count(s) > rest.count(s)]
    return out


@pytest.mark.timeout(300)  # every list of every room
def test_a_list_page_asks_no_more_for_thirty_rows_than_for_ten(crowd: Crowd) -> None:
    client = signed_in(crowd.world.officer)
    crowd.grow(FEW)
    few = {page: cost(client, page) for page in list_pages()}  # a page that is not full shows all
    crowd.grow(MANY)
    many = {page: cost(client, page, warm=False) for page in few}  # twice as many on the page
    assert grown(few, many) == {}
    assert {page: len(sql) for page, sql in many.items() if len(sql) > MOST} == {}


def key(who: Principal) -> str:
    with acting_as(CLOCKWORK):
        return tokens.issue(User.objects.get(pk=who.user_id), "costs", ("read",))


def examples(crowd: Crowd) -> dict[str, dict[str, str]]:
    """Values of parameters by operation; `*` are those of all. A read of one thing without an example is left out."""
    return {
        "*": {"q": "样", "limit": "100", "name": "周口市川汇区样乙餐饮店", "division": "411602"},
        "licensing_needed": {"scope": "HJF5227L01"},
        "law_value": {"id": "registry.registration_decision"},
        "enforcement_facts": {"id": "food-013"},
        "enforcement_exemptions": {"id": "food-013"},
        "enforcement_competence": {"id": "food-013", "authority": "411602"},
        "subject_get": {"id": str(crowd.subject.pk)},
        f"{crowd.first.procedure.replace('.', '_')}_get": {"id": str(crowd.first.pk)},
    }


def reads(crowd: Crowd) -> list[str]:
    """Every GET of the API, whole lists and not their first page."""
    out, known = [], examples(crowd)
    for path, one in openapi()["paths"].items():
        if "get" not in one:
            continue
        values = known["*"] | known.get(one["get"]["operationId"], {})
        asked = one["get"].get("parameters", [])
        address = path
        for parameter in asked:
            if parameter["in"] == "path" and parameter["name"] in values:
                address = address.replace(f"{{{parameter['name']}}}", values[parameter["name"]])
        query = {p["name"]: values[p["name"]] for p in asked if p["in"] == "query" and p["name"] in values}
        if "{" not in address:
            out.append(f"{address}?{urlencode(query)}")
    return out


def test_a_read_of_the_api_asks_no_more_for_thirty_rows_than_for_ten(crowd: Crowd) -> None:
    headers = {"Authorization": f"Bearer {key(crowd.world.officer)}"}
    crowd.grow(FEW)
    few = {address: cost(Client(), address, **headers) for address in reads(crowd)}
    crowd.grow(MANY)
    many = {address: cost(Client(), address, warm=False, **headers) for address in few}
    listed = {one["get"]["operationId"] for path, one in openapi()["paths"].items() if "get" in one and "{" not in path}
    assert len(few) >= len(listed)
    assert grown(few, many) == {}


def test_every_declared_list_is_measured() -> None:
    lists.exportable("")
    assert {name for name in lists._known if not name.startswith("list/")} == set(PAGES)


def test_a_query_a_row_is_noticed() -> None:
    """The measure itself can fail: two more rows, two more queries."""
    one = "SELECT * FROM a WHERE id = 1"
    assert grown({"/a/": [one]}, {"/a/": [one, one.replace("1", "2")]}) == {"/a/": ["SELECT * FROM a WHERE id = N"]}
    assert grown({"/a/": [one]}, {"/a/": [one]}) == {}
