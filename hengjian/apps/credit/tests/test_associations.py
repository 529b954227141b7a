"""行业协会 (国办发〔2019〕35号): members and conventions in public, feedback answered by the bureau (A11)."""

import pytest
from django.test import Client

from hengjian.apps.credit.tests.builders import do, firm
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
NAME, CODE = "周口市餐饮行业协会", "51411600MJ0012345X"
TEXT = "会员明码标价，不使用过期食材，接受协会和社会监督。"


@pytest.fixture
def association(world: World) -> Subject:
    return firm(world, NAME)


@pytest.fixture
def member(world: World) -> Subject:
    found = firm(world, "周口市样禾餐饮有限公司")
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=found.pk).update(code=CODE)
    return found


def test_members_and_conventions_are_public_as_the_association_publishes_them(
    world: World, association: Subject, member: Subject
) -> None:
    row = do(world.enterprise, "trade_association.enrol_association", subject=association.pk, trade="餐饮").proceeding
    do(world.enterprise, "trade_association.list_members", row.pk, codes=f"{CODE}\n")
    do(world.enterprise, "trade_association.publish_convention", row.pk, title="餐饮自律公约", content=TEXT)
    page = Client().get("/credit/associations/").content.decode()
    assert all(said in page for said in (NAME, member.name, "餐饮自律公约", TEXT))
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "trade_association.list_members", row.pk, codes="91411600MJ0000000X")
    assert "91411600MJ0000000X" in refused.value.fields["codes"]


def test_a_breach_names_a_member_and_is_answered(world: World, association: Subject, member: Subject) -> None:
    said = {"subject": association.pk, "matter": "breach", "said": "多次使用过期食材，劝诫不改"}
    with pytest.raises(Conflict):
        do(world.enterprise, "association_feedback.give_feedback", **said, member=CODE)
    row = do(world.enterprise, "trade_association.enrol_association", subject=association.pk, trade="餐饮").proceeding
    do(world.enterprise, "trade_association.list_members", row.pk, codes=CODE)
    with pytest.raises(Incomplete):
        do(world.enterprise, "association_feedback.give_feedback", **said)
    told = do(world.enterprise, "association_feedback.give_feedback", **said, member=CODE).proceeding
    assert told.due is not None
    given = {"answer": "已列为线索核查", "pursue": True}
    assert do(world.officer, "association_feedback.answer_feedback", told.pk, **given).proceeding.state == "followed"
