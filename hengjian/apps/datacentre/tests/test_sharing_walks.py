"""People do at random what they are offered on shares, faults and reviews, and it stays whole."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.datacentre.models import SharedFile, ShareUse
from hengjian.apps.datacentre.tests.sharing_scene import Sharing
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.tests.walking import whatever_is_done
from hengjian.kernel.walk import Values

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path: Path, settings) -> Sharing:
    settings.HENGJIAN_HOME = tmp_path
    return Sharing()


def a_fault(scene: Sharing) -> Any:
    given = {"resource": "registry.entities", "subject": scene.shop.pk, "why": "名称有误，少一个字"}
    return scene.do(scene.tax, "data_correction.report_fault", None, **given)


def in_the_know(scene: Sharing) -> Values:
    """What chance alone would rarely hit upon."""
    later = (timezone.localdate() + timedelta(days=120)).isoformat()
    return {
        "ask_longer": {"until": later, "reason": "核对工作尚未结束"},
        "grant_share": lambda row, chance: {"columns": chance.choice([[], row.columns[:1], ["code"]])},
        "unmask_columns": {"columns": ["name"]},
        "transfer": {"authority": "411624"},
        "make_file": {"kind": "json", "by": "user:1"},
        "correct_data": lambda row, chance: {"answer": "已经核对更正", "withdraw": chance.random() < 0.3},
    }


def every_file_is_on_record(scene: Sharing) -> None:
    """No file without the line that says for whom it was made, and no row of it left out of the count."""
    with acting_as(CLOCKWORK):
        made = ShareUse.objects.filter(what="made")
        assert sorted(made.values_list("rows", flat=True)) == sorted(SharedFile.objects.values_list("rows", flat=True))


test_whatever_is_done = whatever_is_done(
    {
        "share": lambda scene: scene.asked(),
        "files": lambda scene: scene.granted(way="file"),
        "fault": a_fault,
    },
    in_the_know,
    whole=every_file_is_on_record,
)
