"""People do at random what they are offered on mappings, runs and doubts, and it stays whole."""

from __future__ import annotations

from typing import Any

import pytest

from hengjian.apps.datacentre.models import ImportedRow, ImportProgress
from hengjian.apps.datacentre.procedures import LinkageDoubt
from hengjian.apps.datacentre.tests.supplied import COLUMNS, HEAD, MAPPING, adopted, do, ran, sent
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject, make_world
from hengjian.kernel.tests.walking import whatever_is_done
from hengjian.kernel.walk import Values

pytestmark = pytest.mark.django_db
GOOD = f"{HEAD}\nL1,,周口市川汇区样穗餐饮店,,2025-03-01,,有效,5,\n"


class Scene:
    """A county with its officers; each walk begins with one matter of ingestion."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.people = [self.world.officer, self.world.colleague, self.world.head]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def a_draft(scene: Scene) -> Any:
    return do(scene.world.officer, "source_mapping.draft_mapping", **MAPPING).proceeding


def a_file(scene: Scene) -> Any:
    adopted(scene.world)
    return sent(scene.world, GOOD)


def a_doubt(scene: Scene) -> Any:
    make_subject("周口市川汇区样穗餐饮店")
    adopted(scene.world)
    ran(scene.world, GOOD.replace("样穗餐饮店", "样穗餐饮铺店"))
    with acting_as(CLOCKWORK):
        return LinkageDoubt.objects.get()


def in_the_know(scene: Scene) -> Values:
    """What chance alone would rarely hit upon."""
    return {
        "change_columns": {"columns": COLUMNS[:5]},
        "finish_run": {"counts": {"read": 1, "fresh": 1}},
        "choose_candidate": lambda row, chance: {
            "candidate": str(row.candidates[0]["subject"]),
            "reason": "名称地址相同",
        },
        "transfer": {"authority": "411624"},
    }


def rows_follow_their_run(scene: Scene) -> None:
    """No row is held of a run that never began."""
    with acting_as(CLOCKWORK):
        begun = ImportProgress.objects.values("proceeding_id")
        assert not ImportedRow.objects.exclude(run_id__in=begun).exists()


test_whatever_is_done = whatever_is_done(
    {"mapping": a_draft, "run": a_file, "doubt": a_doubt}, in_the_know, whole=rows_follow_their_run
)
