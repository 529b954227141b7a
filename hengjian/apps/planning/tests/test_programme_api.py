"""What programs read without a key: documents in force on a day, named units, results of surveys."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from .programmes import Town

pytestmark = pytest.mark.django_db


def test_programs_read_what_is_public() -> None:
    town = Town()
    town.named()
    town.issued()
    made = town.fielded()
    client, base, today = Client(), "/api/v1/planning", timezone.localdate()
    [unit] = client.get(f"{base}/named?kind=worry_free_shop&place=4116").json()
    assert (unit["name"], unit["score"]) == ("周口市川汇区样禾超市", "90.00")
    [text] = client.get(f"{base}/documents").json()
    assert (text["number"], text["filed_on"]) == ("周市监规〔2026〕1号", None)
    assert client.get(f"{base}/documents?on={today - timedelta(days=1)}").json() == []
    assert client.get(f"{base}/documents?place=41x").status_code == 422
    assert client.get(f"{base}/surveys").json() == []
    assert made.state == "fielding"
