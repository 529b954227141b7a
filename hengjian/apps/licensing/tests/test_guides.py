"""Service guides generated from list and declaration, on page, on paper and by API; one code for all permits."""

import pytest
from django.test import Client

from hengjian.apps.licensing.models import PermitItem
from hengjian.apps.licensing.queries import guide_for, needed_for
from hengjian.apps.licensing.tests.builders import committed, permit_for, shop
from hengjian.apps.registry.queries import scope_choices
from hengjian.kernel.principal import acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db


def test_a_guide_has_the_items_own_limits(world: World) -> None:
    with acting_as(world.nobody):
        food = guide_for(PermitItem.objects.get(pk="LI-003"), "411602")
        drugs = guide_for(PermitItem.objects.get(pk="LI-011"), "411602")
    assert [s.limit for s in food.steps[:3]] == ["5个工作日", "—", "10个工作日"]
    assert drugs.steps[2].limit == "20个工作日"
    assert [href.split("?")[0] for _label, href in food.ways] == [
        "/start/licensing.commitment/commit/",
        "/start/licensing.permit_application/file/",
    ]


def test_every_item_of_ours_has_a_guide_that_can_be_printed(world: World) -> None:
    browser = Client()
    for code in ("LI-003", "LI-029", "LI-004", "LI-101", "LI-103"):
        answer = browser.get(f"/permits/items/{code}/guide.pdf?division=411602")
        assert answer.content.startswith(b"%PDF"), code


def test_a_guide_by_api_names_materials_and_stages(world: World) -> None:
    answer = Client().get("/api/v1/licensing/items/LI-003/guide?division=411602").json()
    assert answer["published"]
    assert {m["key"]: m["may_be_missing"] for m in answer["materials"]}["systems"]
    assert answer["steps"][0]["basis"] == "《行政许可法》第三十二条"


def test_a_scope_item_leads_to_its_permit(world: World) -> None:
    with acting_as(world.nobody):
        found = needed_for(["食品经营许可证", "爆破作业单位许可证"])
        code = next(s.pk for s in scope_choices("餐饮服务", 20) if s.permit)
    assert [i.pk for i in found["食品经营许可证"]] == ["LI-003"]
    assert found["爆破作业单位许可证"] == []
    answer = Client().get(f"/api/v1/licensing/needed?scope={code}").json()
    assert answer[0]["items"] == ["LI-003"]


def test_one_code_shows_all_permits_of_a_subject(world: World) -> None:
    subject = shop(world)
    permit = committed(world, subject)
    page = Client().get(f"/permits/of/{subject.pk}/").content.decode()
    assert permit.number in page
    assert Client().get(f"/permits/of/{subject.pk}/code.svg").content.startswith(b"<svg")
    listed = Client().get(f"/api/v1/licensing/subjects/{subject.pk}/permits").json()
    assert [p["number"] for p in listed] == [permit.number]
    assert Client().get("/api/v1/licensing/subjects/999999/permits").status_code == 404


def test_times_used_open_the_matters_behind_the_number(world: World) -> None:
    permit_for(world, shop(world))
    page = signed_in(world.officer).get("/permits/times/?item=LI-003").content.decode()
    assert "食品经营许可" in page
    assert "周口市川汇区样禾餐饮店" in page
    assert "周口市川汇区样禾餐饮店" not in signed_in(world.stranger).get("/permits/times/?item=LI-003").content.decode()


def test_the_form_offers_the_materials_of_the_item_and_no_others(world: World) -> None:
    shop(world)
    page = signed_in(world.enterprise).get("/start/licensing.permit_application/file/?item=LI-003").content.decode()
    assert 'value="systems"' in page
    assert 'value="licence"' not in page  # fetched from the register, asked of nobody
    assert 'value="pharmacist"' not in page


def test_the_pages_ask_the_database_the_same_number_of_questions_however_many_there_are(
    world: World, django_assert_max_num_queries: object
) -> None:
    subject = shop(world)
    committed(world, subject)
    for n in range(3):
        committed(world, shop(world, f"周口市川汇区样禾{'甲乙丙'[n]}店"))
    browser = signed_in(world.officer)
    browser.get("/permits/held/")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert browser.get("/permits/held/").status_code == 200
