"""The desk and the pages of a proceeding, as requests."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel.models import Draft, Proceeding, SavedView, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject, signed_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16  # session and scope included; the list itself asks five


@pytest.fixture
def waiting(world: World) -> Proceeding:
    """A filing that an officer has to decide: its name sounds like one on the register."""
    examined(filed(world.enterprise))
    done = examined(filed(world.citizen, name="周口市川汇区样和餐饮店"))
    assert done.proceeding.state == "review"
    return done.proceeding


def test_the_desk_shows_what_waits_with_its_act(world: World, waiting: Proceeding) -> None:
    answer = signed_in(world.officer).get("/desk/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "样和餐饮店" in page
    assert f"/p/{waiting.pk}/act/approve/" in page


def test_a_stranger_sees_neither_row_nor_page(world: World, waiting: Proceeding) -> None:
    client = signed_in(world.stranger)
    assert "样和餐饮店" not in client.get("/desk/?tab=office").content.decode()
    assert client.get(f"/p/{waiting.pk}/").status_code == 404
    assert client.get(f"/p/{waiting.pk}/act/approve/").status_code == 404


def test_the_desk_asks_the_database_few_things(world: World, waiting: Proceeding) -> None:
    client = signed_in(world.officer)
    client.get("/desk/")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/")
    assert len(few) <= MOST_QUERIES, "\n".join(q["sql"][:120] for q in few)


def test_a_refusal_keeps_what_was_typed_and_says_that_nothing_changed(world: World, waiting: Proceeding) -> None:
    answer = signed_in(world.officer).post(f"/p/{waiting.pk}/act/refuse/", {"reason": "短", "version": waiting.version})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有任何改动" in page
    assert ">短</textarea>" in page
    with acting_as(CLOCKWORK):
        assert Proceeding.objects.get(pk=waiting.pk).state == "review"


def test_an_old_version_is_a_conflict(world: World, waiting: Proceeding) -> None:
    answer = signed_in(world.officer).post(f"/p/{waiting.pk}/act/approve/", {"version": waiting.version - 1})
    assert answer.status_code == 409


def test_pressing_twice_acts_once(world: World, waiting: Proceeding) -> None:
    client = signed_in(world.officer)
    for _press in range(2):
        given = {"version": waiting.version, "idempotency_key": "one-press"}
        assert client.post(f"/p/{waiting.pk}/act/approve/", given).status_code == 302
    with acting_as(CLOCKWORK):
        assert Proceeding.objects.get(pk=waiting.pk).entries.filter(name__endswith=".approve").count() == 1


def test_a_draft_comes_back_and_goes_with_the_act(world: World, waiting: Proceeding) -> None:
    client = signed_in(world.officer)
    url = f"/drafts/{waiting.pk}/refuse"
    assert client.post(url, '{"reason": "理由写到一半"}', content_type="application/json").status_code == 204
    assert "理由写到一半" in client.get(f"/p/{waiting.pk}/act/refuse/").content.decode()
    client.post(f"/p/{waiting.pk}/act/refuse/", {"reason": "经营场所不符合规定", "version": waiting.version})
    with acting_as(CLOCKWORK):
        assert not Draft.objects.exists()


def test_each_link_to_a_form_has_its_own_draft(world: World) -> None:
    client = signed_in(world.enterprise)
    form = "/start/registry.establishment/file/"

    def draft_of(address: str) -> str:
        return str(re.search(r'data-draft="([^"]+)"', client.get(address).content.decode())[1])  # type: ignore[index]

    client.post(draft_of(form), '{"name": "", "operator": "样穗禾"}', content_type="application/json")
    assert "样穗禾" in client.get(form).content.decode()
    checked = f"{form}?name=周口市川汇区样禾餐饮店"
    shown = client.get(checked).content.decode()
    assert "周口市川汇区样禾餐饮店" in shown  # not emptied by what was typed before the name was checked
    assert "样穗禾" not in shown
    client.post(draft_of(checked), '{"name": "周口市川汇区样麦餐饮店"}', content_type="application/json")
    assert "样麦餐饮店" in client.get(checked).content.decode()  # typed after that very link, so it comes back
    assert draft_of(form) != draft_of(checked) != draft_of(f"{form}?name=周口市川汇区样稻餐饮店")


def test_search_finds_by_initials_and_code(world: World) -> None:
    subject = make_subject("川汇区样泰生活超市")
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=subject.pk).update(code="92411602MADEM04252")
    client = signed_in(world.officer)
    for text in ("样泰", "chqytshcs", "92411602MADEM04252"):
        assert "川汇区样泰生活超市" in client.get("/search/", {"q": text}).content.decode()
        assert "川汇区样泰生活超市" in client.get("/palette/", {"q": text}).content.decode()


def test_a_list_is_filtered_by_its_address_exported_and_kept_as_a_view(world: World, waiting: Proceeding) -> None:
    client = signed_in(world.officer)
    base = "/list/registry.establishment/"
    assert "样和餐饮店" in client.get(base, {"state": "review"}).content.decode()
    assert "样和餐饮店" not in client.get(base, {"state": "refused"}).content.decode()
    assert "样和餐饮店" in client.get(base, {"as": "csv", "state": "review"}).content.decode("utf-8-sig")
    client.post("/views/list/registry.establishment", {"name": "待审", "query": "state=review", "next": base})
    with acting_as(CLOCKWORK):
        assert SavedView.objects.get().name == "待审"


@pytest.mark.parametrize(
    "path",
    [
        "/desk/all/",
        "/desk/inbox/",
        "/desk/profile/",
        "/search/",
        "/reference/authorities/",
        "/reference/officers/",
        "/reference/calendar/",
        "/reference/law/",
        "/reference/procedures/",
        "/reference/procedures/registry.establishment/",
    ],
)
def test_every_page_opens_in_both_languages(world: World, path: str) -> None:
    client = signed_in(world.officer)
    for language in ("zh-hans", "en"):
        client.cookies["django_language"] = language
        assert client.get(path).status_code == 200


def test_only_an_administrator_changes_an_officer(world: World) -> None:
    path = f"/reference/officers/{world.officer.officer_id}/"
    assert signed_in(world.officer).get(path).status_code == 403
    assert signed_in(world.admin).get(path).status_code == 200


def test_a_delegation_needs_a_colleague_and_days(world: World) -> None:
    client = signed_in(world.officer)
    assert client.post("/desk/profile/", {"note": "休假"}).status_code == 422
    given = {"to": world.colleague.officer_id, "since": "2026-11-20", "until": "2026-11-30", "note": "休假"}
    assert client.post("/desk/profile/", given).status_code == 302
    assert "李青" in client.get("/desk/profile/").content.decode()
