"""A desk is opened all day long: how many queries it may take."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hengjian.apps.registry.tests.builders import filed
from hengjian.kernel import deadline
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world

MOST = 12


@pytest.mark.django_db
@pytest.mark.parametrize("tab", ["mine", "office", "supervised", "sign"])
def test_the_desk_takes_no_more_queries_with_more_matters(tab: str) -> None:
    world = make_world()
    for trade in "甲乙丙丁戊己":
        filed(world.enterprise, name=f"周口市川汇区样{trade}餐饮店")
    client = Client()
    with acting_as(CLOCKWORK):
        client.force_login(User.objects.get(pk=world.officer.user_id))
    client.get("/desk/")
    deadline.calendar()  # read once a minute, which may be over just now
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/desk/", {"tab": tab}).status_code == 200
    asked = [q["sql"] for q in seen.captured_queries if q["sql"].startswith(("SELECT", "(SELECT"))]
    assert len(asked) <= MOST, "\n".join(asked)
