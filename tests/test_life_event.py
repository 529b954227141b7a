"""One form opens a business and names a life event: with the licence there, the permits are applied for as a package."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from hengjian.apps.licensing.models import ServiceGuide
from hengjian.apps.licensing.procedures import Package, PermitApplication
from hengjian.apps.licensing.tests.builders import publish_guides
from hengjian.apps.registry.actions import opening
from hengjian.apps.registry.procedures import Opening
from hengjian.apps.registry.tests.builders import filing, identified
from hengjian.kernel.models import Notice, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.tasks import do, tell
from hengjian.kernel.testing import World, again, make_world

pytestmark = pytest.mark.django_db
Owner = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def world() -> World:
    made = make_world()
    publish_guides()
    return made


def work_off(as_owner: Owner) -> None:
    """Do what acts have asked for so far, as the worker would."""
    with as_owner():
        jobs = list(ProcrastinateJob.objects.filter(task_name="kernel.do", scheduled_at=None).order_by("id"))
    for job in jobs:
        do(**job.args)  # a second time it has no effect: the job's key sees to that


def opened(world: World, as_owner: Owner, **values: Any) -> Opening:
    """A business whose licence is there, and all that follows of it has been done."""
    given = filing(**values)
    identified(world.enterprise, given["operator"], given["id_number"])
    with acting_as(world.enterprise):
        row = perform("registry.opening.open_business", None, given, world.enterprise).proceeding
    work_off(as_owner)
    opening.follow()
    work_off(as_owner)
    work_off(as_owner)  # the parts that the package has asked for
    with acting_as(CLOCKWORK):
        return Opening.objects.get(pk=row.pk)


def test_a_restaurant_is_licensed_and_its_permit_applied_for_by_the_same_form(world: World, as_owner: Owner) -> None:
    row = opened(world, as_owner, event="restaurant", category="2")
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(pk=row.subject_id)
    with acting_as(again(world.enterprise)):  # the founder sees them: they are the founder's own
        package = Package.objects.get()
        permit = PermitApplication.objects.get()
    assert (package.subject_id, package.parts, package.state) == (subject.pk, ["LI-003"], "running")
    assert (permit.subject_id, permit.item_id, permit.category, permit.package) == (
        subject.pk, "LI-003", "2", package.pk,
    )  # fmt: skip
    assert package.premises == "周口市川汇区七一路八号"


def test_without_a_life_event_nothing_is_applied_for(world: World, as_owner: Owner) -> None:
    assert opened(world, as_owner).state == "joint"
    with acting_as(CLOCKWORK):
        assert not Package.objects.exists()


def test_what_cannot_be_applied_for_is_told_to_the_founder_and_the_opening_goes_on(
    world: World, as_owner: Owner
) -> None:
    with acting_as(CLOCKWORK):
        ServiceGuide.objects.filter(item_id="LI-003").update(withdrawn_at=timezone.now())
    row = opened(world, as_owner, event="restaurant", category="2")
    assert row.state == "joint"
    with acting_as(CLOCKWORK):
        package = Package.objects.get()
        assert (package.state, PermitApplication.objects.exists()) == ("failed", False)
    with as_owner():
        tell(**ProcrastinateJob.objects.get(task_name="kernel.tell", args__proceeding_id=package.pk).args)
    with acting_as(world.enterprise):
        notice = Notice.objects.get(link__contains=f"/{package.pk}/")
    assert "我要开餐饮店" in notice.title
    assert notice.body
