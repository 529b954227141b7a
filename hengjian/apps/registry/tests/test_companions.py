"""Who files for a firm, its seals, and party work in small firms."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hengjian.apps.registry import indicators
from hengjian.apps.registry.models import Dispatch, FirmSize, ServiceOrganisation
from hengjian.apps.registry.procedures import FirmSeal
from hengjian.kernel.indicator import Span
from hengjian.kernel.models import Disclosure, SubjectMember
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import World, again

from .builders import act, entity, own

pytestmark = pytest.mark.django_db


def organisation(world: World, place: str = "4116") -> int:
    with acting_as(CLOCKWORK):
        made = ServiceOrganisation.objects.create(
            name="周口市个体劳动者私营企业协会", division_code=place, user_id=world.citizen.user_id
        )
    return made.pk


def test_an_organisation_files_for_a_firm_until_the_mandate_is_taken_back(world: World) -> None:
    firm, agent = own(world.enterprise)
    until = timezone.localdate() + timedelta(days=200)
    given = {"subject": firm.pk, "organisation": organisation(world), "until": until}
    row = act(agent, "mandate.give_mandate", **given)
    assert firm.pk not in again(world.citizen).subjects
    act(CLOCKWORK, "mandate.begin_mandate", row.pk)
    assert firm.pk in again(world.citizen).subjects
    with pytest.raises(Conflict):
        act(agent, "mandate.give_mandate", **given)
    with pytest.raises(Conflict):
        act(again(world.citizen), "mandate.take_mandate_back", row.pk)
    row = act(agent, "mandate.take_mandate_back", row.pk)
    assert act(CLOCKWORK, "mandate.close_mandate", row.pk).state == "over"
    assert firm.pk not in again(world.citizen).subjects
    with acting_as(CLOCKWORK):
        assert SubjectMember.objects.filter(subject=firm, user_id=agent.user_id).exists()


@pytest.mark.parametrize(("place", "days", "field"), [("4101", 100, "organisation"), ("4116", 2000, "until")])
def test_a_mandate_goes_to_an_organisation_near_and_for_a_time(world: World, place: str, days: int, field: str) -> None:
    firm, agent = own(world.enterprise)
    until = timezone.localdate() + timedelta(days=days)
    with pytest.raises(Incomplete) as refused:
        act(agent, "mandate.give_mandate", subject=firm.pk, organisation=organisation(world, place), until=until)
    assert field in refused.value.fields


def test_a_seal_is_issued_used_and_lost_with_all_that_was_given_out_under_it(world: World) -> None:
    firm, agent = own(world.enterprise)
    wish = {"subject": firm.pk, "electronic": True, "keeper": "白露"}
    with pytest.raises(Incomplete):
        act(agent, "firm_seal.ask_for_seal", kind="personal", **wish)
    seal = act(agent, "firm_seal.ask_for_seal", kind="official", **wish)
    seal = act(CLOCKWORK, "firm_seal.issue_seal", seal.pk)
    assert seal.seal_number.startswith("411602")
    with pytest.raises(Conflict):
        act(agent, "firm_seal.ask_for_seal", kind="official", **wish)
    sub = act(agent, "firm_seal.ask_for_seal", kind="personal", **wish | {"keeper": "李一"})
    sub = act(CLOCKWORK, "firm_seal.issue_seal", sub.pk)
    assert sub.under_id == seal.pk
    used = act(agent, "firm_seal.enter_use", seal.pk, document="购销合同", by="白露")
    assert used.uses == 1
    assert act(agent, "firm_seal.report_loss", seal.pk, story="昨日遗失于公交车上").state == "ending"
    assert act(CLOCKWORK, "firm_seal.tell_end", seal.pk).state == "lost"
    act(CLOCKWORK, "firm_seal.cancel_seal", sub.pk)
    act(CLOCKWORK, "firm_seal.tell_end", sub.pk)
    with acting_as(CLOCKWORK):
        assert FirmSeal.objects.get(pk=sub.pk).state == "withdrawn"
        assert Disclosure.objects.filter(kind="seal_lost", subject=firm).exists()
        told = Dispatch.objects.filter(topic="seal.file", matter_id=seal.pk).order_by("pk")
        assert [d.payload["what"] for d in told] == ["issued", "lost"]


def test_party_work_is_recorded_once_a_firm_and_counted_of_the_small_ones(world: World) -> None:
    small, other = entity(), entity()
    with acting_as(CLOCKWORK):
        for firm in (small, other):
            FirmSize.objects.create(subject=firm, year=2025, industry="retail", size="micro")
    given = {"subject": small.pk, "form": "joint", "members": 3, "station": "411602002", "shown": ["identity"]}
    row = act(world.officer, "party_work.record_party_work", **given)
    assert row.station == "七一路市场监督管理所"
    with pytest.raises(Conflict):
        act(world.officer, "party_work.record_party_work", **given)
    day = timezone.localdate()
    with acting_as(world.city):
        figure = indicators.party_coverage(Span("4116", day, day))
    assert (figure.numerator, figure.denominator) == (1, 2)
    row = act(world.officer, "party_work.change_party_work", row.pk, form="own", members=5)
    assert (row.form, row.members) == ("own", 5)
    assert act(world.officer, "party_work.end_party_work", row.pk).state == "ended"
