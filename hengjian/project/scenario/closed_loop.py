"""The closed loop: a subject is registered, found wanting, listed, drawn for its class, passes, is repaired and recovers.

What lies in the past is done at moments of the past, as only after a year may an entry be taken back early (Order 44,
art. 16); the draw and all that follows happens now. Every proof on the way is checked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.credit.actions import reclassify
from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.inspection.models import DrawnSubject, DrawRow, PlannedTask, PublishedDraw
from hengjian.apps.inspection.procedures import Draw, InspectionPlan, SiteCheck
from hengjian.apps.inspection.queries import opening_of, public_bundle, whole_bundle
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.apps.inspection.rules.seed import commitment
from hengjian.apps.registry.models import ScopeItem
from hengjian.kernel import files
from hengjian.kernel.demo import COUNTY, PLACE
from hengjian.kernel.ledger import proofs
from hengjian.kernel.ledger.audit import verify_all
from hengjian.kernel.ledger.keys import verifier
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Refusal

from . import wronged
from .stage import Stage, StoryBroken

NAME = "周口市川汇区样衡环餐饮店"
ITEM = "catering-01"
# The smallest PNG: what stands for a signature drawn on the screen.
SIGNATURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)


def play(say: Callable[[str], None]) -> int:
    """Tell and perform the story; gives how many statements were checked. Raises StoryBroken or a Refusal."""
    stage = Stage(say)
    subject = _registered(stage)
    _found_wanting(stage, subject)
    _listed(stage, subject)
    draw = _drawn(stage, subject)
    _passes(stage, subject, draw)
    _repaired(stage, subject)
    _proved(stage, subject, draw)
    return stage.checks


def tell(say: Callable[[str], None]) -> bool:
    """Perform the story and say how it ended: true only if everything it says holds."""
    try:
        checked = play(say)
    except (StoryBroken, CommandError) as broken:
        say(f"✗ {broken}")
        return False
    except Refusal as refusal:
        say(f"✗ {refusal} {refusal.fact} {refusal.article or ''} {getattr(refusal, 'fields', '') or ''}")
        return False
    say(_("%(count)d statements checked, all hold.") % {"count": checked})
    return True


def _grade(subject: Subject) -> str:
    """The class as it is now: what the worker does after each act on a subject."""
    found = reclassify(subject.pk, "act")
    return found.grade if found else ""


def _registered(stage: Stage) -> Subject:
    stage.say(_("1. A restaurant is registered; the examination decides at once."))
    agent = stage.someone("agent")
    with acting_as(CLOCKWORK):
        scope = list(ScopeItem.objects.filter(text__contains="餐饮").order_by("pk").values_list("pk", flat=True)[:1])
    row = stage.do(
        agent, "registry.establishment.file", days=440, name=NAME, division=COUNTY, operator="何小满",
        id_number="110101199003070716", phone="13800000017", composition="person", premises="河南省周口市川汇区七一路8号",
        scope=scope[0], promise=True,
    )  # fmt: skip
    with acting_as(CLOCKWORK):
        subject = Subject.objects.filter(name=NAME, status="registered").first()
    stage.must(subject is not None, _("It is on the register: %(number)s.") % {"number": row.number})
    assert subject is not None
    stage.must(_grade(subject) in "AB", _("Its risk class is low: %(grade)s.") % {"grade": _grade(subject)})
    return subject


def _found_wanting(stage: Stage, subject: Subject) -> None:
    stage.say(
        _("2. A consumer complains without an account; signs of a breach become a lead, a directed check finds it.")
    )
    handler, second = stage.someone("county"), stage.someone("county2")
    complaint, lead = wronged.complained(stage, subject)
    stage.do(
        handler, "enforcement.lead.send_to_check", lead.pk, days=428, items=[ITEM],
        officers=[handler.officer_id, second.officer_id],
    )  # fmt: skip
    check = _latest_check(subject)
    stage.must(
        check.origin == "complaint", _("The check rests on the lead, not on a draw: %(n)s.") % {"n": check.number}
    )
    _visit(stage, check, days=427, faults=3)
    stage.do(
        handler,
        "inspection.site_check.conclude",
        check.pk,
        days=426,
        codes=["8", "F3"],
        finding="使用超过保质期的食品原料",
    )
    stage.do(stage.someone("countyhead"), "inspection.site_check.publish_now", check.pk, days=420)
    with acting_as(CLOCKWORK):
        found = Lead.objects.filter(subject=subject, source="check").exists()
    stage.must(found, _("The problem has become a lead of its own."))
    wronged.closed(stage, complaint)


def _latest_check(subject: Subject) -> SiteCheck:
    with acting_as(CLOCKWORK):
        return SiteCheck.objects.filter(subject=subject).latest("pk")


def _visit(stage: Stage, check: SiteCheck, *, days: int, faults: int) -> None:
    """Both officers on the spot: every question answered, both sides sign."""
    one = stage.officer(check.officers[0])
    at = (stage.ago(days) or timezone.now()).isoformat()
    stage.do(one, "inspection.site_check.begin", check.pk, days=days, shown=True, at=at)
    keys = [q.key for item in check.items for q in of_item(item)]
    entries: list[dict[str, Any]] = [
        {
            "id": f"{check.pk}-{key}", "kind": "answer", "question": key, "device": "scenario", "at": at,
            "verdict": "fault" if n < faults else "conform", "note": "原料超过保质期" if n < faults else "",
        }
        for n, key in enumerate(keys)
    ]  # fmt: skip
    stage.do(one, "inspection.site_check.record", check.pk, days=days, entries=entries)
    with acting_as(CLOCKWORK):
        sign = files.store(SIGNATURE, "image/png").sha256
    stage.do(
        one, "inspection.site_check.finish", check.pk, days=days, officer_signature=sign, party_signature=sign,
        party_name="何小满",
    )  # fmt: skip


def _listed(stage: Stage, subject: Subject) -> None:
    stage.say(_("3. A case is filed, decided and published; the subject is entered on the list of serious violations."))
    handler, second = stage.someone("county"), stage.someone("county2")
    number = wronged.penalised(stage, subject).decision_no
    listing = stage.do(
        handler, "credit.serious_listing.propose", days=394, subject=subject.pk, cause="f5", penalty_no=number,
        gravity=["malice", "harm"], found="使用超过保质期的食品原料加工食品，货值较大，社会危害较大",
    )  # fmt: skip
    stage.do(CLOCKWORK, "credit.serious_listing.hear", listing.pk, days=384)
    stage.do(second, "credit.serious_listing.ask_consent", listing.pk, days=383, reason="请予同意列入")
    stage.do(stage.someone("city"), "credit.serious_listing.consent", listing.pk, days=381, reason="同意列入名单")
    head = stage.someone("countyhead")
    stage.do(head, "credit.serious_listing.decide_entry", listing.pk, days=380, reason="性质恶劣，社会危害较大")
    with acting_as(CLOCKWORK):
        kinds = set(CreditEntry.objects.filter(subject=subject, ended_on=None).values_list("kind", flat=True))
    stage.must(
        {"penalty", "serious"} <= kinds, _("Penalty and listing stand in the credit file, each under its article.")
    )
    stage.must(_grade(subject) == "D", _("The risk class has fallen to D."))


def _drawn(stage: Stage, subject: Subject) -> PublishedDraw:
    stage.say(_("4. The next draw: rosters locked, values sealed by three parties, revealed, drawn."))
    handler, head, city, witness = (stage.someone(name) for name in ("county", "countyhead", "city", "witness"))
    with acting_as(CLOCKWORK):
        plan = InspectionPlan.objects.get(code=COUNTY, year=timezone.localdate().year)
    if plan.state == "published":
        stage.do(head, "inspection.inspection_plan.adjust", plan.pk, reason="按信用风险等级增加餐饮抽查")
    stage.do(
        handler, "inspection.inspection_plan.add_task", plan.pk, title="餐饮服务提供者分级抽查", items=[ITEM], way="directed",
        word="餐饮", since_month=1, until_month=12,
    )  # fmt: skip
    stage.do(head, "inspection.inspection_plan.publish", plan.pk)
    with acting_as(CLOCKWORK):
        task = PlannedTask.objects.filter(plan_id=plan.pk).latest("pk")
    draw = stage.do(handler, "inspection.draw.prepare", task=task.pk, total=0, department=PLACE, witness="witness")
    stage.do(handler, "inspection.draw.lock_rosters", draw.pk)
    parties: list[tuple[Principal, str]] = [
        (handler, handler.authority_name), (city, city.authority_name), (witness, witness.name)
    ]  # fmt: skip
    values = {name: f"{n:02d}" * 32 for n, (_who, name) in enumerate(parties, start=11)}
    with acting_as(CLOCKWORK):
        number = Draw.objects.get(pk=draw.pk).number
    for who, name in parties:
        stage.do(who, "inspection.draw.seal_value", draw.pk, commitment=commitment(number, name, values[name]))
    stage.do(head, "inspection.draw.publish_rule", draw.pk)
    for who, name in parties:
        stage.do(who, "inspection.draw.reveal", draw.pk, value=values[name])
    with acting_as(CLOCKWORK):
        public = PublishedDraw.objects.get(proceeding_id=draw.pk)
        row = DrawRow.objects.get(proceeding_id=draw.pk, subject=subject)
        drawn = DrawnSubject.objects.filter(draw=public, subject=subject).exists()
    stage.must(row.stratum == "4", _("It stands in the stratum of class D; only it and witnesses can know."))
    stage.must(drawn, _("It was drawn: class D is drawn in full for key items."))
    by = timezone.localdate() + timedelta(days=30)
    stage.do(handler, "inspection.draw.send_officers", draw.pk, by=by.isoformat())
    return public


def _passes(stage: Stage, subject: Subject, draw: PublishedDraw) -> None:
    stage.say(_("5. The officers drawn visit; nothing is found; the result is published."))
    check = _latest_check(subject)
    stage.must(
        (check.origin, check.source) == ("draw", draw.number),
        _("The check was sent by the draw: %(n)s.") % {"n": check.number},
    )
    _visit(stage, check, days=0, faults=0)
    one = stage.officer(check.officers[0])
    stage.do(one, "inspection.site_check.conclude", check.pk, codes=["1", "F1"], finding="未发现问题")
    stage.do(stage.someone("countyhead"), "inspection.site_check.publish_now", check.pk)
    with acting_as(CLOCKWORK):
        shown = Disclosure.objects.filter(subject=subject, kind="inspection_result").count()
    stage.must(shown == 2, _("Both results are public."))


def _repaired(stage: Stage, subject: Subject) -> None:
    stage.say(_("6. Credit is repaired: first the list, then the penalty; publication ends at once."))
    agent, handler, head = stage.someone("agent"), stage.someone("county"), stage.someone("countyhead")
    for kind in ("serious", "penalty"):
        with acting_as(CLOCKWORK):
            entry = str(CreditEntry.objects.get(subject=subject, kind=kind, ended_on=None).pk)
        row = stage.do(
            agent, "credit.credit_repair.apply", subject=subject.pk, entries=[entry], promise=True,
            explanation="罚款已缴清，问题原料已销毁，建立了进货查验制度",
        )  # fmt: skip
        stage.do(handler, "credit.credit_repair.take_up_repair", row.pk)
        stage.do(handler, "credit.credit_repair.check_repair", row.pk, checked="材料属实，最近一次抽查未发现问题")
        stage.do(head, "credit.credit_repair.decide_repair", row.pk, granted=[entry], reason="符合信用修复条件")
    with acting_as(CLOCKWORK):
        left = CreditEntry.objects.filter(subject=subject, ended_on=None).count()
    stage.must(left == 0, _("Nothing stands in the credit file any more."))
    stage.must(_grade(subject) in "AB", _("The risk class has recovered: %(grade)s.") % {"grade": _grade(subject)})


def _proved(stage: Stage, subject: Subject, draw: PublishedDraw) -> None:
    stage.say(_("7. Everything is proved: each act in the public log, the draw by the stranger's program."))
    with acting_as(CLOCKWORK):
        seal("sha256", everything=True)
        missing = [act for act in stage.acts if proofs.prove(act) is None]
        report = verify_all()
    stage.must(not missing, _("%(count)d acts have their proof of inclusion.") % {"count": len(stage.acts)})
    stage.must(report.sound, _("The log is sound from the first entry to the last."))
    with tempfile.TemporaryDirectory() as folder:
        bundle, whole, row = (Path(folder) / name for name in ("bundle.zip", "openings.zip", "row.json"))
        with acting_as(CLOCKWORK):
            bundle.write_bytes(public_bundle(draw))
            whole.write_bytes(whole_bundle(draw))
            row.write_bytes(opening_of(draw, subject.pk) or b"")
        call_command("draw", "verify", str(bundle), row=str(row), key=verifier("sha256").vkey)
        call_command("draw", "verify", str(whole), key=verifier("sha256").vkey)
    stage.must(
        True, _("The draw was recomputed: by everybody, by the subject with its own row, by witnesses with all rows.")
    )
