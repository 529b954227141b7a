"""Every page of ours opens for those it is for and breaks for nobody, and every template is seen on the way."""

import warnings
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.test.signals import template_rendered
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from hengjian.apps.consumer.tests.builders import accepted as complaint_about
from hengjian.apps.credit.actions import reclassify
from hengjian.apps.credit.tests.builders import listed
from hengjian.apps.enforcement.tests.stage import CaseStage
from hengjian.apps.inspection.tests.draws import two_draws as draws
from hengjian.apps.licensing.tests.builders import check_due, committed, publish_guides, shop
from hengjian.apps.registry.actions import exchange
from hengjian.apps.registry.models import Dispatch, EntityPerson, ExchangeMark
from hengjian.apps.registry.tests.builders import NAME, examined, filed, own
from hengjian.apps.registry.tests.exits import signers
from hengjian.kernel import files, issue
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Act, ActBatch, Disclosure, Evidence, Export, Officer, Paper, Subject, User
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import NotAllowed
from hengjian.kernel.testing import World, again, make_world
from hengjian.web import exporting
from tests.police.cockpit_addresses import of_cockpit
from tests.police.datacentre_addresses import of_datacentre
from tests.police.planning_addresses import of_planning
from tests.police.room_addresses import of_cases, of_powers, of_signals
from tests.police.test_templates import BY_DJANGO, TEMPLATES, name

pytestmark = pytest.mark.django_db
# Templates of moments that a walk through the pages does not meet, and the test that does.
ELSEWHERE: dict[str, str] = {
    "web/unavailable.html": "the database is gone: tests/platform",
    "registry/firm_cell.html": "a firm that fits a criterion of the clean-up: registry/tests/test_exit_pages.py",
    "registry/status_cell.html": "the same",
    "consumer/filed.html": "the code shown after filing: consumer/tests/test_pages.py",
    "consumer/unseal.html": "the page of the head alone: consumer/tests/test_whistle.py",
    "web/refused.html": "a refusal that no view catches: below",
    "enforcement/parts/guide.html": "a case whose cause has a guide: enforcement/tests/test_cases.py",
    "enforcement/parts/similar.html": "decided cases beside the calculator: enforcement/tests/test_pages.py",
    "planning/parts/chart.html": "a target with values: planning/tests/test_plan_pages.py",
    "allauth/elements/field.html": "pages of single sign-on, which needs a provider",
}


class Walk:
    """People, matters in several stages, and an example of every address that has parameters."""

    def __init__(self) -> None:
        self.world = make_world()
        self.clear = examined(filed(self.world.enterprise)).proceeding
        self.doubtful = examined(filed(self.world.enterprise, name="周口市川汇区样和餐饮店")).proceeding
        self.held = examined(filed(self.world.enterprise, name="周口市川汇区样河餐饮店")).proceeding
        publish_guides()
        self.holder = shop(self.world, "周口市川汇区样穗餐饮店")
        check_due(committed(self.world, self.holder))
        listed(self.holder)
        self.case = CaseStage.of(self.world, self.holder).decided().pk
        self.announced = self.announce()
        self.act(self.held.pk, "supplement", missing="经营场所证明")
        self.act(self.doubtful.pk, "ask_countersign", signer=self.world.colleague.officer_id, question="名称是否相同")
        with acting_as(CLOCKWORK):
            for act in Act.objects.all():
                issue.papers_of(act.pk)
            self.keep_evidence()
            self.keep_work()
            ExchangeMark.objects.create(stream="register", first=0, last=0)
            exchange.announce()
            self.sent = list(Dispatch.objects.values_list("pk", flat=True)[:1])
            Dispatch.objects.update(state=Dispatch.DEAD, error="503")
            seal("sha256")
            self.classed = reclassify(Subject.objects.get(name=NAME).pk, "act")
        self.world.enterprise = again(self.world.enterprise)
        self.released = self.release()
        self.complaint, _other = (complaint_about(self.world, self.holder) for _n in range(2))
        self.task, self.held_draw, self.waiting_draw = draws(self.world)
        self.examples = self.addresses()

    def announce(self) -> int:
        """A simplified deregistration that is open to objections."""
        firm, agent = own(self.world.citizen)
        given = {"subject": firm.pk, "reason": "股东会决议解散", "signers": signers(), "promise": True}
        with acting_as(agent):
            pk = perform("registry.deregistration.apply_to_leave", None, given, agent).proceeding.pk
        with acting_as(CLOCKWORK):
            perform("registry.deregistration.examine", pk, {}, CLOCKWORK)
            return Disclosure.objects.get(subject=firm, kind="simple_deregistration").pk

    def release(self) -> str:
        """The code under which the enterprise lets others see its licence."""
        who = self.world.enterprise
        given = {
            "subject": who.subjects[0],
            "recipient": "样银行",
            "purpose": "开户",
            "released": ["licence"],
            "days": 3,
        }
        with acting_as(who):
            done = perform("registry.licence_use.release", None, given, who)
        code: str = done.proceeding.access_code  # type: ignore[attr-defined]
        return code

    def act(self, pk: int, verb: str, **given: Any) -> None:
        with acting_as(self.world.officer):
            perform(f"registry.establishment.{verb}", pk, given, self.world.officer)

    def keep_evidence(self) -> None:
        act = Act.objects.latest("pk")
        stored = files.store(b"%PDF-1.4", "application/pdf")
        self.evidence = Evidence.objects.create(
            proceeding_id=self.doubtful.pk, file=stored, name="照片.pdf", taken_at=act.at, by="周明远"
        )

    def keep_work(self) -> None:
        """A large export of the officer with its file, and a batch that waits."""
        mine = {"user_id": self.world.officer.user_id, "language": "zh-hans", "asked_at": timezone.now()}
        kept = {"file": "kept.csv", "until": timezone.now() + timedelta(days=1)}
        self.export = Export.objects.create(page="desk", title="工作台", kind="csv", **kept, **mine)
        (exporting.folder() / "kept.csv").write_text("")
        self.batch = ActBatch.objects.create(key="k", verb="assign", label="指派", back="/desk/", **mine)

    def of_lists(self) -> dict[str, list[str]]:
        """Example addresses of lists and of what hangs on them."""
        base, one, other = "/list/registry.establishment/", self.doubtful.pk, self.held.pk
        return {
            "web:list": [base, f"{base}?as=csv", f"{base}?q=样&state=review&page=2", "/list/registry.deregistration/"],
            "web:save-view": ["/views/desk"],
            "web:keep-columns": ["/columns/desk"],
            "web:export": [f"/exports/{self.export.pk}/"],
            "web:batch": [f"/batch/{self.batch.pk}/"],
            "web:batch-act": [f"/batch/?row={one}.1", f"/batch/?row={other}.1&verb=assign", "/batch/?row=x"],
            "web:batch-acts": [f"/batch/acts/?row={one}.1"],
        }

    def of_registry(self, subject: int, person: int, code: str) -> dict[str, list[str]]:
        return {
            "registry:register": [f"/subjects/{subject}/register/{q}" for q in ("", "?on=x&against=2026-01-01")],
            "registry:relations": [f"/subjects/{subject}/relations/"],
            "registry:person": [f"/subjects/{subject}/persons/{person}/"],
            "registry:object-to": [f"/announcements/{self.announced}/object/"],
            "registry:interview": [f"/opening/{step}/" for step in range(1, 8)],
            "registry:send-again": [f"/exchange/{pk}/again/" for pk in self.sent],
            "registry:credential": [f"/wallet/{code}/credential.jwt"],
            "registry:present": [f"/present/{self.released}/", "/present/none/"],
            "registry:present-qr": [f"/present/{self.released}/code.svg"],
            "registry:firm-people": [f"/subjects/{subject}/people/", "/subjects/999999/people/"],
            "registry:policies": [f"/firms/{subject}/policies/", "/firms/999999/policies/"],
            "registry:names": ["/names/", "/names/?trade=样禾&industry=餐饮&form=店&division=411602"],
        }

    def of_licensing(self) -> dict[str, list[str]]:
        return {
            "licensing:item": [f"/permits/items/{item}/" for item in ("LI-003", "li-054", "LI-039", "LI-999")],
            "licensing:guide-paper": ["/permits/items/LI-003/guide.pdf?division=411602"],
            "licensing:of-subject": [f"/permits/of/{self.holder.pk}/"],
            "licensing:code-of-subject": [f"/permits/of/{self.holder.pk}/code.svg"],
            "licensing:needed": [f"/permits/needed/{query}" for query in ("", "?q=餐饮", f"?subject={self.holder.pk}")],
        }

    def of_credit(self) -> dict[str, list[str]]:
        base = f"/credit/subjects/{self.holder.pk}/"
        return {
            "credit:file": [base, f"{base}?on={timezone.localdate()}", f"{base}?for=partner"],
            "credit:report-json": [f"{base}report.json"],
            "credit:report-pdf": [f"{base}report.pdf", f"{base}report.pdf?for=partner"],
        }

    def of_lake(self, subject: int) -> dict[str, list[str]]:
        return {
            "credit:risk-of": [f"/risk/{subject}/", "/risk/999999/"],
            "credit:risk-chance": ["/risk/chance/", "/risk/chance/?year=2026&quarter=2"],
            "credit:risk-system": ["/risk/system/", "/risk/system/?version=none"],
        }

    def of_inspection(self) -> dict[str, list[str]]:
        """A draw that is held, one that waits, and what stands around them."""
        one, subject = self.held_draw, self.world.enterprise.subjects[0]
        return {
            "inspection:draw": [f"/draws/{pk}/" for pk in (one.pk, self.waiting_draw.pk, 999999)],
            "inspection:names": [f"/draws/{one.pk}/names/{q}" for q in ("", "?q=样", "?q=没有&after=1")],
            "inspection:bundle": [f"/draws/{one.pk}/bundle.zip", f"/draws/{self.waiting_draw.pk}/bundle.zip"],
            "inspection:openings": [f"/draws/{one.pk}/openings.zip"],
            "inspection:of-subject": [f"/checks/of/{subject}/"],
            "inspection:own": [f"/draws/{one.pk}/own/{subject}.json"],
            "inspection:seal": [f"/draws/seal/{d.proceeding_id}/" for d in (one, self.waiting_draw)],
            "inspection:preview": ["/draws/preview/", f"/draws/preview/?task={self.task.pk}"],
            "inspection:items": [
                f"/inspection/items/{q}" for q in ("", "?kind=key&on=2026-01-05", "?q=没有", "?as=csv")
            ],
            "inspection:coverage": ["/inspection/coverage/", "/inspection/coverage/?as=csv"],
        }

    def of_consumer(self) -> dict[str, list[str]]:
        """A complaint as its business sees it, the guided forms, and what is public."""
        with acting_as(CLOCKWORK):
            paper = Paper.objects.filter(proceeding_id=self.complaint.pk).earliest("pk").pk
        own = f"/complain/mine/{self.complaint.pk}/"
        return {
            "consumer:home": ["/complain/", "/complain/?q=样", "/complain/?q=没有"],
            "consumer:filing": [
                f"/complain/{kind}/" for kind in ("complaint", "report", "insider", "enquiry", "settle", "no")
            ]
            + [f"/complain/complaint/?subject={self.holder.pk}"],
            "consumer:matter": [own, "/complain/mine/999999/"],
            "consumer:act": [f"{own}act/{verb}/" for verb in ("reply", "no")],
            "consumer:rating": [f"{own}rating/"],
            "consumer:review": [f"{own}review/"],
            "consumer:paper": [f"/complain/mine/papers/{pk}.pdf" for pk in (paper, 999999)],
            "consumer:by-enterprise": ["/complaints/", "/complaints/?q=样&place=411602&group=G05"],
            "consumer:of-subject": [f"/complaints/of/{self.holder.pk}/"],
            "consumer:unseal": ["/complaints/sealed/999999/"],
        }

    def of_desk(self, rows: tuple[int, ...], officer: int, key: str) -> dict[str, list[str]]:
        return {
            "desk:preview": [f"/desk/preview/{pk}/" for pk in rows],
            "desk:officer": [f"/reference/officers/{officer}/"],
            "desk:diagram": [f"/reference/procedures/{key}/", "/reference/procedures/no/"],
            "desk:search": ["/search/", "/search/?q=样禾", "/search/?q=yh"],
            "desk:palette": ["/palette/", "/palette/?q=样"],
        }

    def of_web(self, rows: tuple[int, ...], paper: Paper, key: str) -> dict[str, list[str]]:
        return {
            "web:draft": ["/drafts/start"],
            "web:proceeding": [
                f"/p/{pk}/{day}" for pk in rows for day in ("", "?on=2026-01-05", f"?on={timezone.localdate()}")
            ],
            "web:act": [f"/p/{self.held.pk}/act/{verb}/" for verb in ("approve", "refuse", "transfer", "supply")],
            "web:add-evidence": [f"/p/{rows[1]}/evidence/add/"],
            "web:evidence": [f"/p/{rows[1]}/evidence/{self.evidence.pk}/"],
            "web:personal": [f"/p/{rows[1]}/personal/"],
            "web:tab": [
                f"/p/{pk}/{t}/" for pk in rows for t in ("papers", "evidence", "parties", "countersigns", "no")
            ],
            "web:paper": [f"/papers/{paper.pk}/"],
            "web:paper-page": [f"/papers/{paper.pk}/page-1.png"],
            "web:paper-file": [f"/papers/{paper.pk}/file.pdf"],
            "web:start": [
                *(f"/start/{key}/{verb}/" for verb in ("file", "file_company", "file_partnership", "file_branch")),
                "/start/registry.deregistration/apply_to_leave/",
                "/start/no.no/no/",
            ],
            "web:room": ["/rooms/registry/", "/rooms/inspection/", "/rooms/no/"],
            "web:suggest": [
                f"/suggest/{kind}/?q=川" for kind in ("authority", "officer", "subject", "scope", "division")
            ],
        }

    def of_portal(self, subject: int, shown: Disclosure, code: str) -> dict[str, list[str]]:
        return {
            "web:proof": [f"/proofs/{shown.act_id}/", "/proofs/999999/"],
            "portal:subject": [f"/subjects/{subject}/", f"/subjects/{subject}/?on={timezone.localdate()}"],
            "portal:notice": [f"/notices/{shown.pk}/"],
            "portal:search": ["/find/", "/find/?q=样禾", "/find/?q=没有"],
            "portal:verify-code": [f"/verify/{code}/", "/verify/none/"],
        }

    def addresses(self) -> dict[str, list[str]]:
        """Example addresses by name; what is not here has no parameters."""
        with acting_as(CLOCKWORK):
            paper = Paper.objects.get(proceeding_id=self.clear.pk)
            subject = Subject.objects.get(name=NAME)
            shown = Disclosure.objects.get(subject=subject)
            officer = Officer.objects.get(pk=self.world.officer.officer_id)
            person = EntityPerson.objects.filter(subject=subject).earliest("pk")
        rows = (self.clear.pk, self.doubtful.pk, self.held.pk)
        code, key = paper.verify_code, "registry.establishment"
        return (
            self.of_lists()
            | self.of_registry(subject.pk, person.pk, code)
            | self.of_licensing()
            | self.of_credit()
            | of_cases(self.case, self.holder.pk)
            | self.of_lake(subject.pk)
            | self.of_inspection()
            | self.of_consumer()
            | of_powers()
            | of_signals(self.world, subject.pk)
            | of_planning(self.world)
            | of_datacentre(self.world, self.holder)
            | of_cockpit(self.world)
            | self.of_desk(rows, officer.pk, key)
            | self.of_web(rows, paper, key)
            | self.of_portal(subject.pk, shown, code)
        )


def own_names() -> list[str]:
    """Names of all our addresses."""
    found = []
    for one in get_resolver().url_patterns:
        module = getattr(getattr(one, "urlconf_module", None), "__name__", "")
        if isinstance(one, URLResolver) and module.startswith(("hengjian.web.", "hengjian.apps.")):
            found += [f"{one.namespace}:{p.name}" if one.namespace else str(p.name) for p in one.url_patterns]
    return found


def client(who: Principal) -> Client:
    signed_in = Client(raise_request_exception=True)
    if who.user_id:
        with acting_as(CLOCKWORK):
            signed_in.force_login(User.objects.get(pk=who.user_id))
    return signed_in


# What leads on, or shows what no example has: tested where it belongs.
FOR_ADMINISTRATORS = ["desk:officer", "desk:calendar", "desk:desk", "inspection:import", "enforcement:import", "cockpit:maps",
                      "enforcement:expert-enter", "enforcement:expert-change"]  # fmt: skip
NEVER_OPEN = {
    "portal:start",
    "registry:terminal",
    "consumer:unseal",
    "enforcement:party-evidence",
    "planning:plan-report-signed",
}


@pytest.fixture
def walk(settings: LazySettings) -> Walk:
    settings.HENGJIAN_EXPORT_ROWS = 2  # so that a list is too long for one answer
    return Walk()


@pytest.fixture
def world(walk: Walk) -> World:
    return walk.world


@pytest.mark.timeout(300)  # every page there is
def test_every_page_opens_or_says_why_not_and_every_template_is_seen(walk: Walk, world: World) -> None:
    seen: set[str] = set()

    def note(sender: Any, template: Any, **rest: Any) -> None:
        seen.add(str(template.name))

    template_rendered.connect(note)
    answers: dict[str, set[int]] = {}
    try:
        for who in (world.nobody, world.enterprise, world.officer, world.admin):
            browser = client(who)
            for route in own_names() if who is not world.admin else FOR_ADMINISTRATORS:
                for address in walk.examples.get(route) or [reverse(route)]:
                    for headers in ({}, {"HX-Request": "true"}) if who is world.officer else ({},):
                        with warnings.catch_warnings():
                            warnings.simplefilter("ignore")
                            status = browser.get(address, headers=headers).status_code
                        answers.setdefault(route, set()).add(status)
        client(world.nobody).get("/no/such/page/")
        Client(enforce_csrf_checks=True).post("/verify/")
        client(world.stranger).get(f"/p/{walk.doubtful.pk}/")
        client(world.stranger).post(f"/p/{walk.doubtful.pk}/act/approve/", {"idempotency_key": "k", "version": "1"})
        client(world.enterprise).post(f"/p/{walk.doubtful.pk}/personal/", {"reason": "x"})
        for page in ("login", "password/reset"):
            client(world.nobody).get(f"/accounts/{page}/")
        for page in ("logout", "2fa", "2fa/totp/activate", "reauthenticate", "password/change"):
            client(world.officer).get(f"/accounts/{page}/")
        client(world.officer).post(f"/p/{walk.doubtful.pk}/act/approve/", {"idempotency_key": "k", "version": "0"})
    finally:
        template_rendered.disconnect(note)
    expected = {200, 302, 403, 404, 405}
    assert {r: s for r, s in answers.items() if not s <= expected} == {}
    assert [r for r, s in answers.items() if not s & {200, 405} and r not in NEVER_OPEN] == []
    missing = {name(f) for f in TEMPLATES} - seen - BY_DJANGO - set(ELSEWHERE)
    assert sorted(missing) == []


def test_a_page_of_somebody_else_is_not_shown(walk: Walk, world: World) -> None:
    for address in (f"/p/{walk.doubtful.pk}/", f"/desk/preview/{walk.doubtful.pk}/"):
        assert client(world.stranger).get(address).status_code in (403, 404)
        assert client(world.citizen).get(address).status_code in (403, 404)
        assert client(world.nobody).get(address).status_code in (302, 403, 404)


def test_a_refusal_that_no_view_catches_is_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise NotAllowed("It was not counted.", fact="The figures are closed.", remedy="Come back tomorrow.")

    monkeypatch.setattr("hengjian.apps.portal.queries.figures", refuse)
    answer = client(world.nobody).get("/")
    assert answer.status_code == 403
    assert "The figures are closed." in answer.content.decode()
