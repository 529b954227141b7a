"""内部举报: who blew the whistle is found nowhere outside the sealed store; each opening is recorded and told."""

import io
import json
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from hengjian.apps.consumer.actions.whistle import keep_sealed
from hengjian.apps.consumer.models import SealedIdentity
from hengjian.apps.consumer.procedures import Report
from hengjian.apps.consumer.queries import guest_of, opened
from hengjian.apps.consumer.tests.builders import CODE, SAID, do, shop
from hengjian.kernel import tokens
from hengjian.kernel.models import Act, Notice, Subject, User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.tasks import tell
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
NAME, PHONE = "龚密举", "13917171717"
BLOWN = SAID | {"breach_kind": "food_unsafe", "what": "车间把退货重新打日期，每周三晚上做，台账是两套"}


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


def blown(subject: Subject) -> Any:
    who = guest_of(CODE, PHONE)
    row = do(who, "report.blow", **BLOWN | {"subject": subject.pk}).proceeding
    with acting_as(who):
        keep_sealed(row.pk, NAME, PHONE)
    return row


Owner = Callable[[], AbstractContextManager[Any]]


def everything_stored(as_owner: Owner) -> str:
    """Every row of every table as text: what a dump of the database would say."""
    out = io.StringIO()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            out.writelines(line for (line,) in cursor.fetchall())
    return out.getvalue()


def found_in(text: str) -> list[str]:
    """Which traces of the person a text holds, also where JSON has escaped it."""
    traces = (NAME, PHONE, PHONE[-4:] + '"', json.dumps(NAME)[1:-1], "密举")
    return [trace for trace in traces if trace in text]


def test_it_is_filed_without_an_account(world: World, subject: Subject) -> None:
    with pytest.raises(NotAllowed):
        do(world.citizen, "report.blow", **BLOWN | {"subject": subject.pk})


def test_a_name_is_needed_and_it_is_sealed(world: World, subject: Subject) -> None:
    row = blown(subject)
    with acting_as(world.head) as head:
        assert opened(row.pk, head).name == NAME  # type: ignore[union-attr]
    with pytest.raises(Incomplete), acting_as(guest_of(CODE, PHONE)):
        keep_sealed(row.pk, "", "")


@pytest.mark.parametrize("who", ["officer", "head", "city", "admin", "enterprise", "citizen", "nobody"])
def test_no_request_can_read_the_store(world: World, subject: Subject, who: str) -> None:
    blown(subject)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(getattr(world, who)):
        SealedIdentity.objects.count()


def test_not_even_the_worker_reads_it(world: World, subject: Subject) -> None:
    blown(subject)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(CLOCKWORK):
        SealedIdentity.objects.count()


def test_it_is_in_no_row_of_the_database_as_text(world: World, subject: Subject, as_owner: Owner) -> None:
    do(world.officer, "report.to_enforcement", blown(subject).pk)
    dump = everything_stored(as_owner)
    assert "重新打日期" in dump, "the report itself is there, so that the test can fail"
    assert found_in(dump) == []


def test_it_is_in_no_log(world: World, subject: Subject, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        blown(subject)
    assert found_in(caplog.text) == []


def test_it_is_in_no_page_export_or_answer_of_any_role(world: World, subject: Subject) -> None:
    row = blown(subject)
    pages = (
        f"/p/{row.pk}/", f"/p/{row.pk}/papers/", f"/p/{row.pk}/parties/", f"/p/{row.pk}/personal/",
        "/list/consumer.report/", "/list/consumer.report/?as=csv", "/search/?q=龚密举", "/find/?q=龚密举",
        f"/complaints/of/{subject.pk}/", "/desk/", "/complaints/persons/",
    )  # fmt: skip
    seen = 0
    for who in (world.officer, world.colleague, world.head, world.city, world.admin, world.enterprise, world.citizen):
        browser = signed_in(who)
        with acting_as(CLOCKWORK):
            key = tokens.issue(User.objects.get(pk=who.user_id or 0), "t", ("read", "act"))
        for page in pages:
            answer = browser.get(page)
            text = b"".join(answer) if answer.streaming else answer.content
            seen += "重新打日期" in text.decode(errors="ignore")
            assert [t for t in found_in(text.decode(errors="ignore")) if f"q={NAME}" not in page] == [], (
                who.name,
                page,
            )
        for path in (f"/api/v1/consumer/report/{row.pk}", "/api/v1/consumer/report/"):
            answer = Client().get(path, headers={"Authorization": f"Bearer {key}"})
            assert found_in(answer.content.decode()) == []
    assert seen, "somebody sees the report, so that the test can fail"


def test_only_the_head_unseals_and_the_authority_above_is_told(world: World, subject: Subject, as_owner: Owner) -> None:
    row = blown(subject)
    reason = {"reason": "需向举报人核实进货台账位置"}
    with pytest.raises(NotAllowed):
        do(world.officer, "report.unseal", row.pk, **reason)
    assert signed_in(world.officer).get(f"/complaints/sealed/{row.pk}/").status_code == 403
    browser = signed_in(world.head)
    assert found_in(browser.get(f"/complaints/sealed/{row.pk}/").content.decode()) == []
    short = browser.post(f"/complaints/sealed/{row.pk}/", {"reason": "想看"})
    assert short.status_code == 422
    assert found_in(short.content.decode()) == []
    page = browser.post(f"/complaints/sealed/{row.pk}/", reason)
    assert {NAME, PHONE} <= set(found_in(page.content.decode()))
    with acting_as(CLOCKWORK):
        entry = Act.objects.get(proceeding_id=row.pk, name="consumer.report.unseal")
        assert Report.objects.get(pk=row.pk).unsealed == 1
    assert entry.actor == f"officer:{world.head.officer_id}"
    told = [{"to": f"officer:{world.city.officer_id}", "title": "t", "body": "b"}]
    tell(row.pk, entry.pk, told)
    with acting_as(CLOCKWORK):
        assert Notice.objects.filter(user_id=world.city.user_id, at__lte=timezone.now()).exists()
    assert found_in(everything_stored(as_owner)) == [], "opening it has left no copy"
