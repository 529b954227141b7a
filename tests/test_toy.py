"""One declaration yields page, form, API, timeline, deadline, paper and ledger."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from ninja import NinjaAPI

from hengjian.api import acts as api_acts
from hengjian.kernel import files, issue, tokens
from hengjian.kernel.access import statements
from hengjian.kernel.generic import equip
from hengjian.kernel.ledger.proofs import prove
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Act, Clock, Disclosure, Paper, PaperRecord
from hengjian.kernel.paper import check_pdf
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, make_world, signed_in
from tests.toy import Stall

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_owner: Callable[[], AbstractContextManager[Any]]) -> Iterator[World]:
    with as_owner():
        with connection.schema_editor() as editor:
            editor.create_model(Stall)
        with connection.cursor() as cursor:
            for statement in statements(Stall):
                cursor.execute(statement)
    equip(Stall)
    return make_world()


def ask_by_page(world: World) -> Any:
    client = signed_in(world.enterprise)
    form = client.get("/start/kernel.stall/wish/")
    assert 'name="goods"' in form.content.decode()
    answer = client.post("/start/kernel.stall/wish/", {"goods": "糖葫芦", "idempotency_key": "k"})
    assert answer.status_code == 302
    with acting_as(CLOCKWORK):
        return Stall.objects.get()


def test_page_form_deadline_timeline_paper_disclosure_and_proof(world: World) -> None:
    row = ask_by_page(world)
    assert row.number.endswith("〕0001号")
    assert row.due is not None
    officer = signed_in(world.officer)
    page = officer.get(f"/p/{row.pk}/").content.decode()
    assert "Stall for 糖葫芦" in page
    assert "Ask for a stall" in page
    assert "市场主体登记管理条例" in officer.get(f"/p/{row.pk}/").content.decode()
    done = officer.post(
        f"/p/{row.pk}/act/allow/",
        {"idempotency_key": "k2", "version": row.version},
        headers={"Accept-Language": "en"},  # whoever decides in English still publishes the official text
    )
    assert done.status_code in (200, 302)
    with acting_as(CLOCKWORK):
        act = Act.objects.get(name="kernel.stall.allow")
        assert Disclosure.objects.get(act=act).article.startswith("《市场主体登记管理条例》")
        assert issue.papers_of(act.pk) == 1
        paper = Paper.objects.get(act=act)
        assert paper.data["basis"] == ["《市场主体登记管理条例》第十九条"]
        assert check_pdf(files.read(paper.file_id)).genuine
        assert PaperRecord.objects.get(pk=paper.verify_code).file_hash == paper.file_id
        seal("sha256")
        assert prove(act.pk, "sha256") is not None


def test_the_clock_does_its_act_once(world: World) -> None:
    row = ask_by_page(world)
    with acting_as(CLOCKWORK):
        Clock.objects.filter(proceeding=row).update(due=row.opened_at)
    assert (run_clock(), run_clock()) == (1, 0)
    with acting_as(CLOCKWORK):
        assert Stall.objects.get().state == "lapsed"


def test_its_endpoints_are_generated(world: World) -> None:
    api = NinjaAPI(urls_namespace="toy")
    api.add_router("/kernel/stall", api_acts.router_of(Stall))
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    assert "/api/kernel/stall/wish" in paths
    assert "/api/kernel/stall/{id}/allow" in paths
    assert tokens.PREFIX
