"""Pages and endpoints: live counts, the frozen list, the form on a phone, the round, the commission; who may open what."""

import hashlib
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import CampaignTask, SelfCheck
from hengjian.apps.planning.tests.campaign_builders import OFFICE, Ground
from hengjian.kernel import tokens
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return Ground()


def api(who: Principal, address: str) -> tuple[int, Any]:
    with acting_as(CLOCKWORK):
        secret = tokens.issue(User.objects.get(pk=who.user_id or 0), "test", ("read",))
    answer = Client().get(f"/api/v1/planning/{address}", headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.json()


def test_a_campaign_shows_its_counts_live_and_its_list_as_the_file_of_its_hash(ground: Ground) -> None:
    row = ground.running()
    with acting_as(CLOCKWORK):
        task = CampaignTask.objects.get(campaign_id=row.pk, code=OFFICE)
        line = queries.campaign_lines(row.pk, row.number)[0].row
    ground.said(task, line, "mended")
    client = signed_in(ground.world.officer)
    page = client.get(f"/campaigns/{row.pk}/").content.decode()
    assert "样1号餐饮店" in page
    assert "1 / 3" in page
    narrowed = client.get(f"/campaigns/{row.pk}/?place={OFFICE}&is=mended").content.decode()
    assert "样1号餐饮店" in narrowed
    assert "样2号餐饮店" not in narrowed
    content = client.get(f"/campaigns/{row.pk}/list/").content
    assert hashlib.sha256(content).hexdigest() == row.list_hash
    assert signed_in(ground.world.stranger).get(f"/campaigns/{row.pk}/").status_code == 404
    assert signed_in(ground.world.enterprise).get(f"/campaigns/{row.pk}/").status_code == 403
    status, told = api(ground.world.officer, f"campaigns/{row.pk}")
    assert status == 200
    assert told["total"] == {"listed": 5, "checked": 1, "found": 1, "mended": 1, "cased": 0}
    assert api(ground.world.stranger, f"campaigns/{row.pk}")[0] == 404


def test_a_draft_says_how_many_fall_under_its_scope_today(ground: Ground) -> None:
    row = ground.planned()
    assert "5" in signed_in(ground.world.officer).get(f"/campaigns/{row.pk}/").content.decode()
    assert signed_in(ground.world.officer).get(f"/campaigns/{row.pk}/list/").status_code == 404


def test_everybody_reads_which_campaigns_there_are(ground: Ground) -> None:
    row = ground.running()
    page = signed_in(ground.world.citizen).get("/campaigns/").content.decode()
    assert row.title in page
    assert "样1号餐饮店" not in page


def test_a_business_fills_its_form_and_loses_nothing_when_it_is_refused(ground: Ground) -> None:
    calling = ground.called()
    with acting_as(CLOCKWORK):
        row = SelfCheck.objects.filter(round_id=calling.pk).order_by("subject__name")[0]
    client = signed_in(ground.world.enterprise)
    assert f"/selfcheck/{row.pk}/" in client.get("/selfcheck/").content.decode()
    posted = {"version": row.version, "true": "yes"}
    for n, line in enumerate(row.lines):
        posted |= {f"answers-{n}-key": line["key"], f"answers-{n}-verdict": "met", f"answers-{n}-post": line["post"]}
    posted |= {"answers-2-verdict": "unmet", "answers-2-hazard": "三张票据缺失"}
    refused = client.post(f"/selfcheck/{row.pk}/", posted)
    assert refused.status_code == 422
    assert "三张票据缺失" in refused.content.decode()
    from_today = ground.reload(row).due_on.isoformat()
    posted |= {"answers-2-measure": "补齐票据", "answers-2-by": from_today, "answers-2-verdict": "met"}
    done = client.post(f"/selfcheck/{row.pk}/", posted)
    assert done.status_code == 302
    assert ground.reload(row).state == "answered"
    assert client.get(f"/selfcheck/{row.pk}/").status_code == 302, "handed in: the file is shown"
    assert signed_in(ground.world.citizen).get(f"/selfcheck/{row.pk}/").status_code == 404
    page = signed_in(ground.world.officer).get(f"/selfcheck/rounds/{calling.pk}/").content.decode()
    assert row.subject_name in page
    status, told = api(ground.world.officer, f"self-check-rounds/{calling.pk}")
    assert (status, told["asked"], told["answered"]) == (200, 5, 1)


def test_lists_are_public_and_a_business_sets_its_standard_from_them(ground: Ground) -> None:
    row = ground.listed()
    client = signed_in(ground.world.enterprise)
    assert row.number in client.get("/responsibility/").content.decode()
    with acting_as(CLOCKWORK):
        pk = queries.published_lists().get().pk
    page = client.get(f"/responsibility/{pk}/").content.decode()
    assert "食品安全法" in page
    address = f"/responsibility/own/{ground.shops[0].pk}/"
    assert client.get(f"{address}?list={row.number}").status_code == 200
    posted = {"subject": ground.shops[0].pk, "list_number": row.number}
    for n, line in enumerate(row.lines):
        posted |= {f"duties-{n}-key": line["key"], f"duties-{n}-post": "店长" if n else "", f"duties-{n}-how": "每日"}
    assert client.post(address, posted).status_code == 302
    assert "店长" in client.get(f"{address}?list={row.number}").content.decode()
    with acting_as(ground.world.enterprise):
        [kept] = queries.own_standards(ground.world.enterprise.subjects)
    assert kept.uncovered == 1
    assert signed_in(ground.world.citizen).get(f"{address}?list={row.number}").status_code == 404
    answer = signed_in(ground.world.citizen).get("/api/v1/planning/responsibility-lists?kind=catering")
    assert [one["number"] for one in answer.json()] == [row.number]


def test_a_commission_shows_members_meetings_and_what_is_open(ground: Ground) -> None:
    row = ground.resolved(ground.held())
    client = signed_in(ground.world.head)
    page = client.get(f"/commissions/{row.commission_id}/").content.decode()
    assert "全区学校食堂建立陪餐制度" in page
    assert "区教育局" in page
    assert signed_in(ground.world.stranger).get(f"/commissions/{row.commission_id}/").status_code == 404
    status, told = api(ground.world.officer, f"commissions/{row.commission_id}/resolutions")
    assert status == 200
    assert told[0]["owner"] == "区教育局"


@pytest.mark.parametrize(
    "address",
    [
        "planning.campaign/draft_campaign", "planning.self_check_round/draft_round", "planning.responsibility_list/draft_list",
        "planning.joint_meeting/call_meeting", "planning.resolution/resolve",
    ],
)  # fmt: skip
def test_the_forms_that_open_a_matter_open(ground: Ground, address: str) -> None:
    assert signed_in(ground.world.officer).get(f"/start/{address}/").status_code == 200


def test_the_forms_on_a_task_offer_its_own_subjects(ground: Ground) -> None:
    row = ground.running()
    with acting_as(CLOCKWORK):
        task = CampaignTask.objects.get(campaign_id=row.pk, code=OFFICE)
    page = signed_in(ground.world.officer).get(f"/p/{task.pk}/act/say_outcome/").content.decode()
    assert "样1号餐饮店" in page
    assert "样4号餐饮店" not in page
