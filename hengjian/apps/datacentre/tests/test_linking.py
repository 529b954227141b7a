"""Under whose name: by code, by old number, by name and place; doubts are decided once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hengjian.apps.datacentre.models import ImportedRow
from hengjian.apps.datacentre.procedures import LinkageDoubt
from hengjian.apps.datacentre.queries import holdings
from hengjian.apps.datacentre.rules.likeness import likeness
from hengjian.apps.datacentre.tests.supplied import COLUMNS, HEAD, adopted, do, ran
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotFound
from hengjian.kernel.testing import World, make_subject, signed_in

pytestmark = pytest.mark.django_db
NAME = "周口市川汇区样穗餐饮店"
OTHER = "周口市川汇区样惠餐饮店"


def row(key: str = "L1") -> ImportedRow:
    with acting_as(CLOCKWORK):
        return ImportedRow.objects.get(key=key)


def line(key: str, name: str, place: str = "", code: str = "", on: str = "2025-03-01") -> str:
    return f"{HEAD}\n{key},{code},{name},{place},{on},,有效,,13812340017\n"


def doubts() -> list[LinkageDoubt]:
    with acting_as(CLOCKWORK):
        return list(LinkageDoubt.objects.order_by("pk"))


def test_a_code_tells_whatever_the_name_says(world: World) -> None:
    code = credit_code("411602", 7)
    subject = make_subject(NAME, code="411602")
    with acting_as(CLOCKWORK):
        type(subject).objects.filter(pk=subject.pk).update(code=code)
    adopted(world)
    ran(world, line("L1", "别的名字", code=code))
    assert (row().subject_id, row().link) == (subject.pk, "code")


def test_the_same_name_and_place_is_linked_without_a_person(world: World) -> None:
    subject = make_subject(NAME)
    adopted(world)
    ran(world, line("L1", NAME, "河南省周口市川汇区"))
    assert (row().subject_id, row().link) == (subject.pk, "name")
    assert doubts() == []


def test_an_old_number_tells_once_a_source_gave_it_with_the_code(world: World) -> None:
    code, old = credit_code("411602", 9), "411602000000016"
    subject = make_subject(NAME)
    with acting_as(CLOCKWORK):
        type(subject).objects.filter(pk=subject.pk).update(code=code)
    old = next(f"41160200000001{n}" for n in range(10) if _valid(f"41160200000001{n}"))
    adopted(world, columns=[*COLUMNS, {"source": "注册号", "element": "reg_no_old"}])
    head = f"{HEAD},注册号"
    ran(world, f"{head}\nL1,{code},{NAME},,2025-03-01,,有效,,,{old}\n")
    ran(world, f"{head}\nL2,,全然不同的名字,,2025-03-01,,有效,,,{old}\n")
    assert (row("L2").subject_id, row("L2").link) == (subject.pk, "number")


def _valid(number: str) -> bool:
    from_registry = holdings.standard.means(holdings.timezone.localdate()).old_number
    return from_registry(number)


def test_a_doubt_is_decided_once_and_remembered(world: World) -> None:
    """Two subjects sound alike; an officer says which is meant; the next run asks nobody."""
    right, _other = make_subject(NAME), make_subject(OTHER)
    adopted(world)
    ran(world, line("L1", "川汇区样穂餐饮店", "川汇区"))
    [doubt] = doubts()
    assert doubt.due is not None
    assert {c["name"] for c in doubt.candidates} >= {NAME}
    assert (row().subject_id, row().link) == (None, "doubt")
    do(world.officer, "linkage_doubt.choose_candidate", doubt.pk, candidate=str(right.pk), reason="电话和地址一致")
    assert (row().subject_id, row().link) == (right.pk, "decided")
    ran(world, line("L2", "川汇区样穂餐饮店", "川汇区"))
    assert (row("L2").subject_id, row("L2").link) == (right.pk, "decided")
    assert len(doubts()) == 1
    with pytest.raises(Conflict):
        do(world.colleague, "linkage_doubt.refuse_candidates", doubt.pk, reason="已经判定过了")


def test_a_refused_doubt_stands_under_nobody_and_is_not_asked_again(world: World) -> None:
    make_subject(NAME)
    adopted(world)
    ran(world, line("L1", "川汇区样穂餐饮店", "川汇区"))
    do(world.officer, "linkage_doubt.refuse_candidates", doubts()[0].pk, reason="此店并非登记在册的店")
    ran(world, line("L2", "川汇区样穂餐饮店", "川汇区"))
    assert (row("L2").subject_id, row("L2").link) == (None, "none")
    assert len(doubts()) == 1


def test_only_a_candidate_can_be_chosen_and_only_by_who_sees_it(world: World) -> None:
    make_subject(NAME)
    stranger = make_subject("沈丘县全然不同的面坊", code="411624")
    adopted(world)
    ran(world, line("L1", "川汇区样穂餐饮店", "川汇区"))
    [doubt] = doubts()
    with pytest.raises(Incomplete):
        do(world.officer, "linkage_doubt.choose_candidate", doubt.pk, candidate=str(stranger.pk), reason="随便选一个")
    with pytest.raises(NotFound):
        do(world.stranger, "linkage_doubt.refuse_candidates", doubt.pk, reason="不属于本辖区")


def test_likeness_says_what_speaks_for_a_match() -> None:
    same = likeness(NAME, "周口市川汇区", NAME, "河南省周口市川汇区")
    assert same.as_dict() == {"score": 100, "parts": {"name": 100, "form": 100, "place": 100}}
    assert likeness(NAME, "", OTHER, "").score < 97
    assert likeness(NAME, "", OTHER, "").place is None
    assert likeness(NAME, "", "北京天坛药业有限公司", "").score < 60


def shown(client: Client, pk: int) -> str:
    return client.get(f"/subjects/{pk}/data/").content.decode()


@pytest.mark.parametrize("disclosed", [False, True])
def test_the_file_of_a_subject_shows_what_each_may_see(world: World, disclosed: bool) -> None:
    """In charge: open and internal elements. Everybody: public elements of what an article orders public. Nobody: telephone."""
    subject = make_subject(NAME)
    given: dict[str, Any] = {"disclosed": True, "article": "政府信息公开条例第二十条"} if disclosed else {}
    adopted(world, **given)
    ran(world, line("L1", NAME, "河南省周口市川汇区"))
    inside = shown(signed_in(world.officer), subject.pk)
    outside = [shown(client, subject.pk) for client in (Client(), signed_in(world.stranger), signed_in(world.citizen))]
    assert "2025-03-01" in inside
    assert all(("2025-03-01" in page) == disclosed for page in outside)
    assert all("13812340017" not in page for page in (inside, *outside))


def test_officers_of_the_subjects_place_read_rows_of_a_run_they_do_not_see(world: World) -> None:
    """The city takes the file in; the county in charge of the subject reads its row, another county does not."""
    make_subject(NAME, code="411624")
    drafted = do(world.city, "source_mapping.draft_mapping", **imported_mapping()).proceeding
    do(world.admin, "source_mapping.adopt_mapping", drafted.pk)
    run_by_city(world, line("L1", NAME, "河南省周口市沈丘县"))
    seen = {}
    for name, who in (("city", world.city), ("in charge", world.stranger), ("another", world.officer)):
        with acting_as(who):
            seen[name] = ImportedRow.objects.count()
    assert seen == {"city": 1, "in charge": 1, "another": 0}


def imported_mapping() -> dict[str, Any]:
    from_supplied: dict[str, Any] = {
        "title": "样食品小作坊登记",
        "table_key": "city_workshops",
        "supplier": "样农业农村局",
    }
    return from_supplied | {"columns": COLUMNS}


def run_by_city(world: World, text: str) -> None:
    city = World(**{**vars(world), "officer": world.city})
    ran(city, text, table="city_workshops")
