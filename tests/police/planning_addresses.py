"""Example addresses of the room of plans and coordination."""

from hengjian.apps.planning import queries as planning
from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import SelfCheck
from hengjian.apps.planning.tests.campaign_builders import Ground
from hengjian.apps.planning.tests.plan_scene import report_on_record
from hengjian.apps.planning.tests.programmes import Town
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World


def of_planning(world: World) -> dict[str, list[str]]:
    """All of the room."""
    return of_campaigns(world) | of_plan_work() | of_programmes(world) | of_plans(world)


def of_campaigns(world: World) -> dict[str, list[str]]:
    """A campaign under way and one that is a draft, a round of self-checks, a commission with a resolution."""
    ground = Ground(world)
    draft, running = ground.planned().pk, ground.running().pk
    calling = ground.called().pk
    body = ground.resolved(ground.held()).commission_id
    with acting_as(CLOCKWORK):
        check = SelfCheck.objects.filter(round_id=calling).order_by("pk")[0]
        listed = planning.published_lists().get()
    own = f"/responsibility/own/{check.subject_id}/?list="
    return {
        "planning:campaign": [
            f"/campaigns/{running}/",
            f"/campaigns/{draft}/",
            f"/campaigns/{running}/?round=2&is=open&from=2",
        ],
        "planning:campaign-list": [f"/campaigns/{running}/list/"],
        "planning:responsibility-list": [f"/responsibility/{listed.pk}/"],
        "planning:standard": [f"{own}{listed.body['number']}", f"{own}none"],
        "planning:self-check": [f"/selfcheck/{check.pk}/"],
        "planning:self-check-round": [f"/selfcheck/rounds/{calling}/", f"/selfcheck/rounds/{calling}/?is=gaps"],
        "planning:commission": [f"/commissions/{body}/"],
    }


def of_plan_work() -> dict[str, list[str]]:
    """A report that is being written, in all its forms, and the tasks of no plan."""
    pk = report_on_record().pk
    return {
        "planning:plan-report": [f"/plan-reports/{pk}/", "/plan-reports/999999/"],
        "planning:plan-report-text": [f"/plan-reports/{pk}/text/"],
        "planning:plan-report-draft": [f"/plan-reports/{pk}/draft.pdf"],
        "planning:plan-report-signed": ["/plan-reports/signed/999999.pdf"],
        "planning:plan-timeline": ["/plan-tasks/timeline/", "/plan-tasks/timeline/?plan=none"],
    }


def of_programmes(world: World) -> dict[str, list[str]]:
    """A round, a programme, surveys open and published, a document and a draft."""
    made = Town(world).everything()
    run = f"/planning/surveys/{made['survey']}/"
    return {
        "planning:round": [f"/planning/assessments/{made['round']}/"],
        "planning:programme": [f"/planning/programmes/{made['programme']}/"],
        "planning:survey": [run, f"/planning/surveys/{made['codes']}/"],
        "planning:codes": [f"/planning/surveys/{made['codes']}/codes.csv"],
        "planning:draw": [f"/planning/surveys/{made['draw']}/draw.json"],
        "planning:result": [f"/surveys/{made['result']}/"],
        "planning:document": [f"/documents/{made['document']}/"],
        "planning:draft": [f"/documents/drafts/{made['draft']}/"],
    }


def of_plans(world: World) -> dict[str, list[str]]:
    """A plan as printed, one whose table is missing, a plan of the officer's own county with values asked for."""
    with acting_as(CLOCKWORK):
        own = Plan.objects.create(key="own", title="样区规划", code="411602", since=2021, until=2025, synthetic=True)
        given = {"plan": own.pk, "code": "411602", "year": 2025}
        asked = perform("planning.plan_return.ask_values", None, given, CLOCKWORK).proceeding.pk
    return {
        "planning:plan": ["/plan/zhoukou/", "/plan/qinghai/", "/plan/zhoukou/?code=411602&as=csv", "/plan/no/"],
        "planning:indicator": ["/plan/zhoukou/T9/", "/plan/zhoukou/T9/?code=411602", "/plan/zhoukou/X1/"],
        "planning:compare": ["/plans/compare/", "/plans/compare/?key=none"],
        "planning:hand-down": ["/plan/own/hand-down/", "/plan/no/hand-down/"],
        "planning:comment": ["/plan/zhoukou/comment/"],
        "planning:returning": [f"/plans/returns/{asked}/", "/plans/returns/999999/"],
    }
