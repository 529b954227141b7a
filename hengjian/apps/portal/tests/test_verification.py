"""Verifying a document by its code or by the file."""

import datetime as dt
import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.portal.verification import by_code, by_file
from hengjian.kernel.models import PaperRecord
from hengjian.kernel.principal import NOBODY, acting_as

pytestmark = pytest.mark.django_db
CODE = "8AKWDX5ME3PGFRP8"
FILE = b"%PDF-1.7 a licence"


@pytest.fixture
def record(as_owner: Callable[[], AbstractContextManager[Any]]) -> PaperRecord:
    with as_owner():
        return PaperRecord.objects.create(
            verify_code=CODE,
            act_id=1,
            template="registry.licence",
            title="营业执照",
            number="川登字〔2026〕第0001号",
            authority="周口市川汇区市场监督管理局",
            on=dt.date(2026, 11, 20),
            data_hash="0" * 64,
            file_hash=hashlib.sha256(FILE).hexdigest(),
        )


def test_a_code_is_found_however_it_is_typed(record: PaperRecord) -> None:
    with acting_as(NOBODY):
        for typed in (CODE, "8akw-dx5m-e3pg-frp8", " 8AKW DX5M E3PG FRP8 "):
            found, verdict = by_code(typed)
            assert found == record
            assert verdict.state == "ok"


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    with acting_as(NOBODY):
        found, verdict = by_code("XXXX")
    assert found is None
    assert verdict.state == "bad"


def test_a_voided_paper_is_genuine_but_no_longer_valid(
    record: PaperRecord, as_owner: Callable[[], AbstractContextManager[Any]]
) -> None:
    with as_owner():
        PaperRecord.objects.filter(pk=CODE).update(
            ended_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC), ended_why="准予注销登记"
        )
    with acting_as(NOBODY):
        _found, verdict = by_code(CODE)
    assert verdict.state == "warn"
    assert verdict.meaning == "准予注销登记"


def test_the_very_file_is_recognised_and_any_other_is_not(record: PaperRecord) -> None:
    with acting_as(NOBODY):
        assert by_file(FILE)[0] == record
        found, verdict = by_file(FILE + b" ")
    assert found is None
    assert verdict.state == "bad"


def test_the_page_answers_without_signing_in(client: Client, record: PaperRecord) -> None:
    answer = client.get(f"/verify/{CODE}/")
    assert answer.status_code == 200
    assert "真实有效" in answer.content.decode()
