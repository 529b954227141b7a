"""The nursery of small firms, the financing board, and individual businesses that become enterprises."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry import indicators
from hengjian.apps.registry.models import Conversion, Department, EntityPerson, FirmSize, MarketEntity
from hengjian.apps.registry.queries import growth
from hengjian.apps.registry.rules import growth as rules
from hengjian.kernel.indicator import Span
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, again, person

from .builders import act, company_filing, entity, examined, filed, identified, identity_number, own

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def sized(subject: Subject, size: str, year: int = 2025) -> None:
    with acting_as(CLOCKWORK):
        FirmSize.objects.create(subject=subject, year=year, industry="retail", size=size)


def facts(**values: Any) -> rules.NurseryFacts:
    given = {"level": "county", "held": "", "size": "micro", "opened_on": date(2024, 1, 1), "day": DAY}
    return rules.NurseryFacts(**given | {"registered": True} | values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, ""),
        ({"size": "medium"}, "subject"),
        ({"size": ""}, "subject"),
        ({"opened_on": date(2026, 1, 1)}, "subject"),
        ({"registered": False}, "subject"),
        ({"marked": True}, "subject"),
        ({"held": "county"}, "level"),
        ({"level": "city"}, "level"),
        ({"level": "city", "held": "county"}, ""),
        ({"level": "province", "held": "county"}, "level"),
    ],
)
def test_a_small_firm_a_year_old_rises_from_level_to_level(values: dict[str, Any], field: str) -> None:
    grounds = rules.nursery(facts(**values), LawOn(DAY)).grounds
    assert [g.field for g in grounds] == ([field] if field else [])


def test_a_firm_is_nurtured_rises_and_grows_out(world: World) -> None:
    firm, agent = own(world.enterprise)
    wish = {"subject": firm.pk, "level": "county", "field": "日用百货配送"}
    with pytest.raises(Incomplete):
        act(agent, "nursery_place.propose_place", **wish)
    sized(firm, "small")
    row = act(agent, "nursery_place.propose_place", **wish)
    row = act(world.head, "nursery_place.take_into", row.pk)
    assert (row.state, row.until.year) == ("nurtured", row.opened_at.year + 3)
    act(world.officer, "nursery_place.record_help", row.pk, service="对接样银行贷款二十万元")
    with pytest.raises(Conflict):
        act(world.officer, "nursery_place.grow_out", row.pk)
    above = act(agent, "nursery_place.propose_place", **wish | {"level": "city"})
    assert above.code == "4116"
    with acting_as(CLOCKWORK):
        assert growth.places_below(above) == [row.pk]
    sized(firm, "medium", 2026)
    assert act(world.officer, "nursery_place.grow_out", row.pk).state == "grown"
    with acting_as(world.city):
        assert indicators.nurtured(Span("4116", date(2026, 1, 1), timezone.localdate())).value == 1


WISH = {"amount": "50", "months": 12, "purpose": "采购冬季货品", "released": ["licence"], "days": 60}


def test_banks_offer_the_firm_chooses_and_the_chosen_bank_says_what_came_of_it(world: World) -> None:
    firm, agent = own(world.enterprise)
    with pytest.raises(Incomplete):
        act(agent, "financing_need.seek_financing", subject=firm.pk, **WISH)
    with acting_as(CLOCKWORK):
        Department.objects.create(kind="bank", name="样银行", division_code="4116", user_id=world.citizen.user_id)
        other = person("bank2", "样信用社")
        Department.objects.create(kind="bank", name="样信用社", division_code="41", user_id=other.user_id)
    row = act(agent, "financing_need.seek_financing", subject=firm.pk, **WISH)
    assert len(row.access_code) == 20
    act(CLOCKWORK, "financing_need.put_to_banks", row.pk)
    for who, rate in ((world.citizen, "4.1"), (other, "3.9"), (world.citizen, "3.8")):
        row = act(again(who), "financing_need.offer", row.pk, amount="45", rate=rate, months=12)
    assert {o["bank"]: o["rate"] for o in row.offers} == {"样信用社": "3.9", "样银行": "3.8"}
    with pytest.raises(Incomplete):
        act(agent, "financing_need.choose_offer", row.pk, bank="别家")
    act(agent, "financing_need.choose_offer", row.pk, bank="样银行")
    with pytest.raises(Conflict):
        act(again(other), "financing_need.record_loan", row.pk, outcome="已放款")
    with pytest.raises(NotAllowed):
        act(world.officer, "financing_need.record_loan", row.pk, outcome="已放款")
    assert act(again(world.citizen), "financing_need.record_loan", row.pk, outcome="已放款45万元").state == "granted"


# ---- 个转企 ----


def shop(world: World) -> tuple[Subject, Principal]:
    """An individual business of the enterprise's own, whose operator is the first holder of a company filing."""
    number = identity_number(71)
    done = examined(filed(world.enterprise, name="周口市川汇区样岚百货店", id_number=number)).proceeding
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(pk=done.subject_id)
    identified(world.enterprise, "何小满", number)
    identified(world.enterprise, "白露", identity_number(72))
    return subject, again(world.enterprise)


def test_an_individual_business_goes_on_as_a_company_under_its_own_trade_name(world: World) -> None:
    former, agent = shop(world)
    row = act(agent, "establishment.file_company", **company_filing(agent, converts=former.code))
    done = act(CLOCKWORK, "establishment.examine", row.pk)
    assert (done.state, done.doubts) == ("approved", [])
    with acting_as(CLOCKWORK):
        link = Conversion.objects.select_related("subject", "former").get()
        assert (link.former.pk, link.former.status, link.former.closed_on) == (former.pk, "deregistered", link.on)
        assert (link.subject.name, link.subject.status) == ("周口市川汇区样岚商贸有限公司", "registered")
        assert link.subject.code != former.code
        assert growth.converted(link.subject) == [("from", link.former)]
        assert growth.converted(link.former) == [("into", link.subject)]
    with acting_as(world.city):
        assert indicators.conversions(Span("4116", date(2026, 1, 1), timezone.localdate())).value == 1


def test_without_its_operator_among_the_holders_an_officer_sees_why_it_is_barred(world: World) -> None:
    former, agent = shop(world)
    with acting_as(CLOCKWORK):
        print_ = fingerprint(identity_number(99))
        EntityPerson.objects.filter(subject=former).update(id_print=print_)
    row = act(agent, "establishment.file_company", **company_filing(agent, converts=former.code))
    done = act(CLOCKWORK, "establishment.examine", row.pk)
    assert done.state == "review"
    assert [d["field"] for d in done.doubts if d["bars"]] == ["converts"]
    with acting_as(CLOCKWORK):
        assert not MarketEntity.objects.filter(subject__name=done.name).exists()


def test_only_an_individual_business_of_ones_own_is_converted(world: World) -> None:
    company = entity()
    with pytest.raises(Incomplete) as refused:
        act(world.enterprise, "establishment.file_company", **company_filing(world.enterprise, converts=company.code))
    assert "converts" in refused.value.fields
