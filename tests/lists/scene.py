"""A handful of filings that wait for an officer of the county."""

from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World

LIST = "/list/registry.establishment/"
NAMES = ("样和", "样河", "样合", "样何", "样盒")


def five(world: World, names: tuple[str, ...] = NAMES) -> list[Proceeding]:
    """Filings in manual review: their names sound like one on the register."""
    examined(filed(world.enterprise, name="周口市川汇区样禾餐饮店"))
    made = [examined(filed(world.citizen, name=f"周口市川汇区{name}餐饮店")) for name in names]
    with acting_as(CLOCKWORK):
        rows = [Proceeding.objects.get(pk=done.proceeding.pk) for done in made]
    assert {row.state for row in rows} == {"review"}
    return rows
