"""Whistles, help visits, the sandbox, light accounts, devices and trigger rules."""

import base64
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.inspection import queries
from hengjian.apps.inspection.models import GridCell, SocialWatcher, TriggerRule, WatchDevice
from hengjian.apps.inspection.procedures import Whistle
from hengjian.apps.inspection.rules.remote import HeldPermit, Holdings, codes, contradictions, needs_visit
from hengjian.apps.inspection.rules.triggers import Rule, fired
from hengjian.apps.inspection.tasks import fire_triggers
from hengjian.apps.inspection.tests.builders import PICTURE, do, machine, run_out
from hengjian.kernel import tokens
from hengjian.kernel.models import Disclosure, Evidence, Subject, User
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


# ---- whistles ----


def blown(world: World) -> Whistle:
    given = {"about": "沿街餐饮油烟扰民并占道", "departments": ["城市管理局", "消防救援大队"]}
    found: Whistle = do(world.officer, "whistle.blow", **given).proceeding  # type: ignore[assignment]
    return found


def test_a_whistle_is_settled_when_every_department_has_answered(world: World) -> None:
    row = blown(world)
    first = do(world.officer, "whistle.answer", row.pk, department="城市管理局", answer="今晚整治").proceeding
    assert first.state == "blown"
    with pytest.raises(Conflict):
        do(world.officer, "whistle.answer", row.pk, department="城市管理局", answer="又答一次")
    last = do(world.officer, "whistle.answer", row.pk, department="消防救援大队", answer="明日检查").proceeding
    assert last.state == "settled"


def test_what_is_not_answered_in_time_goes_up_and_is_seen_there(world: World) -> None:
    row = run_out(blown(world))
    assert (row.state, row.supervised) == ("escalated", True)
    with acting_as(world.city):
        assert Whistle.objects.filter(pk=row.pk).exists()


def test_nobody_is_called_by_an_empty_whistle(world: World) -> None:
    with pytest.raises(Incomplete):
        do(world.officer, "whistle.blow", about="油烟扰民需要会商", departments=[])


# ---- help and sandbox ----


def test_a_help_visit_gives_advice_and_yields_no_lead(world: World, subject: Subject) -> None:
    row = do(world.enterprise, "help_visit.ask_for_help", subject=subject.pk, about="冷库验收标准不清").proceeding
    advice = {"diagnosis": "探头位置不当", "advice": "移至回风口并连续记录"}
    assert do(world.officer, "help_visit.advise", row.pk, **advice).proceeding.state == "advised"
    assert do(world.officer, "help_visit.look_after", row.pk, outcome="已按建议改造").proceeding.state == "helped"
    with acting_as(CLOCKWORK):
        assert not Lead.objects.exists()


def test_nobody_asks_for_somebody_else(world: World, subject: Subject) -> None:
    with pytest.raises(Incomplete):
        do(world.citizen, "help_visit.ask_for_help", subject=subject.pk, about="想了解情况")


def test_the_sandbox_has_public_limits_and_ends_with_a_report(world: World, subject: Subject) -> None:
    given = {"subject": subject.pk, "trial": "无人智能烹饪柜在社区试点", "safeguards": "每日留样、远程监控"}
    row = do(world.enterprise, "sandbox_trial.enter", **given).proceeding
    do(world.head, "sandbox_trial.admit_trial", row.pk, limits="限三个社区、每日不超过两百份")
    with acting_as(world.nobody):
        assert Disclosure.objects.get(subject=subject).kind == "sandbox"
    do(world.officer, "sandbox_trial.observe", row.pk, text="留样完整，温度连续")
    assert run_out(row).state == "reporting"
    report = "观察期内未发生食品安全事件，建议纳入常规监管并制定专门检查表。"
    assert do(world.officer, "sandbox_trial.leave", row.pk, report=report).proceeding.state == "left"


# ---- light accounts and devices ----


def test_a_report_of_a_social_supervisor_is_answered_by_a_clock(world: World) -> None:
    given = {"seen": "校门口摊点无健康证", "place": "七一路小学西门"}
    with pytest.raises(NotAllowed):
        do(world.citizen, "field_report.report", **given)
    with acting_as(CLOCKWORK):
        SocialWatcher.objects.create(user_id=world.citizen.user_id or 0, kind="social_supervisor", code="411602")
    row = do(world.citizen, "field_report.report", **given).proceeding
    assert (row.code, row.due_limit) == ("411602", "checks.field_report_answer")
    done = do(world.officer, "field_report.answer_report", row.pk, answer="已派人核查", pursue=True).proceeding
    assert done.state == "followed"


def test_a_device_hands_in_what_it_saw_as_evidence_and_lead(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        user = User.objects.create(username="camera", display_name="明厨亮灶平台", synthetic=True)
        WatchDevice.objects.create(
            number="CAM-1", kind="camera", place="七一路8号后厨", code="411602", subject=subject, user=user
        )
        key = tokens.issue(user, "camera", ("act",))
    body: dict[str, Any] = {"device": "CAM-1", "what": "后厨未戴帽", "at": timezone.now().isoformat()}
    body |= {"picture": base64.b64encode(PICTURE).decode(), "name": "a.png"}

    def post(**more: Any) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        return Client().post(
            "/api/v1/inspection/signals", body | more, content_type="application/json", headers=headers
        )

    answer = post()
    assert answer.status_code == 200, answer.content
    assert post().json()["repeated"] is True
    assert post(device="CAM-2").status_code == 403
    assert post(picture="not base64!", at=timezone.now().isoformat()).status_code == 422
    with acting_as(CLOCKWORK):
        lead = Lead.objects.get()
        kept = Evidence.objects.get(proceeding_id=lead.pk)
    assert (lead.subject_id, lead.source, kept.place) == (subject.pk, "device", "七一路8号后厨")


# ---- trigger rules and the grid ----


def test_a_rule_fires_from_its_threshold_on() -> None:
    rules = [Rule(1, "leads", 2), Rule(2, "overdue", 1)]
    assert fired(rules, {"leads": 2}) == [1]
    assert fired(rules, {"leads": 1}) == []


def test_a_rule_that_comes_true_hands_over_one_lead_a_month(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        TriggerRule.objects.create(name="两条线索", code="4116", condition="leads", threshold=2, items=["catering-01"])
    found = {"source": "office", "what": "线索", "subject": subject.pk, "authority": "411602"}
    machine("enforcement.lead.hand_over_found", **found)
    assert fire_triggers() == 0
    machine("enforcement.lead.hand_over_found", **found)
    assert fire_triggers() == 1
    assert fire_triggers() == 0
    with acting_as(CLOCKWORK):
        assert Lead.objects.get(source="trigger").items == ["catering-01"]


def test_the_grid_shows_who_answers_for_a_place(world: World) -> None:
    with acting_as(CLOCKWORK):
        GridCell.objects.create(
            number="411602-01",
            name="第一网格",
            code="411602",
            villages=["七一路社区"],
            officer_id=world.officer.officer_id,
        )
    page = signed_in(world.officer).get("/grid/").content.decode()
    assert "七一路社区" in page
    assert "周明远" in page


# ---- what papers say before anybody is sent ----


def permit(**more: Any) -> HeldPermit:
    shape: dict[str, Any] = {"number": "JY1", "item": "食品经营许可", "state": "valid", "until": None, "premises": ""}
    return HeldPermit(**(shape | more))


@pytest.mark.parametrize(
    ("held", "count", "visit"),
    [
        (Holdings("registered", "七一路8号"), 0, False),
        (Holdings("deregistered", "七一路8号"), 1, False),
        (Holdings("registered", "河南省周口市七一路8号", (permit(premises="七一路8号"),)), 0, False),
        (Holdings("registered", "七一路8号", (permit(premises="中州路9号"),)), 1, True),
        (Holdings("registered", "七一路8号", (permit(until=timezone.localdate().replace(year=2020)),)), 1, True),
        (Holdings("registered", "七一路8号", report_year=2023, due_report=2025), 1, False),
        (Holdings("registered", "七一路8号", overdue_orders=("川责改1号",), others_here=9), 2, True),
    ],
)
def test_contradictions_between_what_is_filed_and_what_is_held(held: Holdings, count: int, visit: bool) -> None:
    found = [one.as_json() for one in contradictions(held, TODAY())]
    assert (len(found), needs_visit(found)) == (count, visit)
    if held.standing == "deregistered":
        assert codes(found) == ["9"]
    if held.due_report:
        assert codes(found) == ["2"]


# ---- keeping cells, devices, rules and watchers ----


def setting(who: Any, verb: str, **given: Any) -> Any:
    with acting_as(who):
        return perform(f"inspection.ground_setting.{verb}", None, given | {"reason": "网格调整"}, who).proceeding


def test_the_head_draws_a_cell_and_changes_who_answers_for_it(world: World) -> None:
    cell = {"number": "411602-09", "name": "第九网格", "place": "411602", "villages": "东村、西村"}
    setting(world.head, "draw_cell", officer=world.officer.officer_id, **cell)
    setting(world.head, "draw_cell", officer=world.colleague.officer_id, **cell)
    with acting_as(CLOCKWORK):
        found = GridCell.objects.get(pk="411602-09")
    assert (found.officer_id, found.villages) == (world.colleague.officer_id, ["东村", "西村"])
    assert "411602-09" in signed_in(world.officer).get("/grid/").content.decode()
    setting(world.head, "drop_cell", cell="411602-09")
    with acting_as(CLOCKWORK):
        assert not GridCell.objects.filter(pk="411602-09").exists()


def test_what_lies_in_another_place_is_not_for_this_head(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        setting(world.head, "draw_cell", number="x1", name="外县", place="411624", officer=world.officer.officer_id)
    assert set(refused.value.fields) == {"place"}
    with pytest.raises(NotAllowed):
        setting(world.officer, "draw_cell", number="x1", name="本县", officer=world.officer.officer_id)


def test_a_trigger_rule_is_public_before_it_holds_and_ends_by_an_act(world: World) -> None:
    rule = {"name": "两条线索触发", "condition": "leads", "threshold": 2, "items": ["catering-01"]}
    setting(world.head, "set_trigger", **rule)
    with pytest.raises(Conflict):
        setting(world.head, "set_trigger", **rule)
    with acting_as(CLOCKWORK):
        kept = TriggerRule.objects.get(name="两条线索触发")
        assert Disclosure.objects.standing().filter(kind="trigger_rule").count() == 1
    setting(world.head, "end_trigger", rule=kept.pk)
    assert "两条线索触发" not in signed_in(world.officer).get("/triggers/").content.decode()


def test_a_device_and_a_watcher_are_known_until_they_are_stopped(world: World) -> None:
    device = {"number": "CAM-9", "kind": "camera", "place": "后厨", "account": "citizen"}
    setting(world.admin, "register_device", **device, division="411602")
    setting(world.head, "name_watcher", account="citizen", kind="village_officer")
    user = world.citizen.user_id
    with acting_as(CLOCKWORK):
        assert queries.device_of(user, "CAM-9")
        [watcher] = SocialWatcher.objects.filter(user_id=user, active=True)
    for address in ("/devices/", "/watchers/"):
        assert signed_in(world.head).get(address).status_code == 200
    setting(world.head, "stop_device", device="CAM-9")
    setting(world.head, "release_watcher", watcher=watcher.pk)
    with acting_as(CLOCKWORK):
        assert (queries.device_of(user, "CAM-9"), queries.watcher_of(user)) == (None, None)
