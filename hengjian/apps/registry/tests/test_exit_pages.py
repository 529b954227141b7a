"""The pages of resting and leaving: announcements with their way to object, the public file, the clean-up list."""

from datetime import date

import pytest
from django.test import Client

from hengjian.kernel.testing import signed_in

from .builders import entity
from .exits import Scene, do, in_days, restated, shown, simplified

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_an_announcement_leads_to_the_form_that_objects(scene: Scene) -> None:
    simplified(scene)
    notice = shown(scene.firm, "simple_deregistration")
    link = f"/start/registry.objection/file/?announcement={notice.pk}"
    for page in ("/announcements/", f"/notices/{notice.pk}/"):
        assert link in signed_in(scene.creditor).get(page).content.decode().replace("&amp;", "&")
        assert f"/announcements/{notice.pk}/object/" in Client().get(page).content.decode()
    assert scene.firm.name not in Client().get("/announcements/?kind=creditor_call").content.decode()
    form = signed_in(scene.creditor).get(link)
    assert f'value="{notice.pk}"' in form.content.decode()


def test_a_call_to_creditors_leads_to_the_form_that_claims(scene: Scene) -> None:
    given = {"subject": scene.firm.pk, "cause": "resolution", "dissolved_on": in_days(-9)}
    row = do("liquidation.dissolve", None, scene.agent, **given).proceeding
    do("liquidation.form_group", row.pk, scene.agent, formed_on=in_days(-2), head="何小满")
    do("liquidation.call_creditors", row.pk, scene.agent)
    call = shown(scene.firm, "creditor_call")
    assert f"/start/registry.claim/file/?announcement={call.pk}" in Client().get("/announcements/").content.decode()


def test_the_public_file_says_why_and_since_when_it_is_not_in_business(scene: Scene) -> None:
    restated(scene.firm, "licence_revoked", date(2025, 1, 15))
    page = Client().get(f"/subjects/{scene.firm.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "licence revoked, not deregistered" in page
    assert "decision of an authority" in page


def test_the_clean_up_list_shows_who_fits_and_costs_the_same_for_many(
    scene: Scene, django_assert_max_num_queries: object
) -> None:
    for _n in range(3):
        restated(entity(day=date(2018, 5, 2)), "licence_revoked", date(2020, 6, 1))
    client = signed_in(scene.world.officer)
    client.get("/cleanup/")
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        page = client.get("/cleanup/").content.decode()
    assert page.count("2020") >= 3
    assert "/start/registry.cleanup/open_batch/" in page
    assert client.get("/cleanup/?criterion=unreachable").status_code == 200
    assert client.get("/cleanup/?as=csv").status_code == 200
