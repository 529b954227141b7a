"""Acts to seal, without the machinery that usually does them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from hengjian.kernel.ledger.entry import commit
from hengjian.kernel.principal import CLOCKWORK, acting_as

Acts = Callable[[int], list[int]]


@pytest.fixture(autouse=True)
def own_home(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HENGJIAN_SECRETS", raising=False)
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # type: ignore[attr-defined]  # WhiteNoise warns without it
    settings.HENGJIAN_HOME = tmp_path  # type: ignore[attr-defined]
    settings.HENGJIAN_ORIGIN = "hengjian.test/ledger"  # type: ignore[attr-defined]
    settings.HENGJIAN_WITNESSES = []  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def acts(db: None) -> Acts:
    """`acts(n)` does n acts on one proceeding in 411602 and returns their ids."""

    # Not imported above: pytest may read this file before the applications are loaded.
    Act, ActContent, Proceeding = (apps.get_model("kernel", n) for n in ("Act", "ActContent", "Proceeding"))

    def do(count: int) -> list[int]:
        with acting_as(CLOCKWORK):
            now = timezone.now()
            proceeding = Proceeding.objects.create(
                procedure="test", number=f"T{now:%f}{count}", title="试验", code="411602", state="open",
                law_on=dt.date(2026, 4, 15), opened_at=now,
            )  # fmt: skip
            made = [commit({"note": f"第 {n} 项", "count": n}) for n in range(count)]
            done = Act.objects.bulk_create(
                Act(
                    proceeding=proceeding, name="test.do", at=now, actor="clock", code="411602", commitment=m.commitment
                )
                for m in made
            )
            ActContent.objects.bulk_create(
                ActContent(act=act, proceeding=proceeding, salt=m.salt, body=m.body)
                for act, m in zip(done, made, strict=True)
            )
            return [act.pk for act in done]

    return do
