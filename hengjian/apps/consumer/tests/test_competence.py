"""Who is in charge: either of two authorities may yield, and the superior chooses between the two alone."""

import pytest

from hengjian.apps.consumer.pages.choosers import _disputing
from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.tests.builders import complained, do, fresh, shop
from hengjian.kernel.models import Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def disputed(world: World) -> Complaint:
    row = complained(shop(world))
    given = {"authority": "411624", "reason": "平台住所地不在本区"}
    made: Complaint = do(world.officer, "complaint.dispute_competence", row.pk, **given).proceeding
    return made


def test_both_agree_that_it_stays(world: World, disputed: Complaint) -> None:
    do(world.officer, "complaint.keep_competence", disputed.pk, reason="协商一致由本局办理")
    assert (fresh(disputed).state, fresh(disputed).code, fresh(disputed).disputed_with) == ("received", "411602", "")


def test_both_agree_that_it_goes_to_the_other(world: World, disputed: Complaint) -> None:
    do(world.officer, "complaint.hand_over_by_agreement", disputed.pk, reason="协商一致由沈丘县局办理")
    row = fresh(disputed)
    assert (row.state, row.code, row.disputed_with) == ("received", "411624", "")
    with acting_as(CLOCKWORK):
        assert Paper.objects.filter(proceeding=row.pk, template="consumer.forwarding").count() == 1


def test_the_superior_is_offered_the_two_and_nobody_else(world: World, disputed: Complaint) -> None:
    assert {code for code, _name in _disputing({}, world.city, disputed)} == {"411602", "411624"}
