"""The investigation: records, evidence, persons, tests, the order to correct, and the report that ends it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries as credit
from hengjian.apps.enforcement.models import CaseEvidence, CaseParty
from hengjian.apps.enforcement.models.evidence import KINDS, PROVES
from hengjian.apps.enforcement.models.parties import AS_WHAT
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.queries import measures
from hengjian.apps.enforcement.rules import involved
from hengjian.apps.enforcement.rules.money import fen
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

from . import printer
from .cases import own
from .signing import SIGNS, keep_signature, signed_words

OPEN = (Case.investigation, Case.concluded, Case.reviewed, Case.noticed, Case.hearing, Case.heard)
INVESTIGATED = (Case.investigation, Case.concluded)


class EvidencePiece(Given):
    kind: str = ask(gettext_lazy("Kind of evidence"), choices=KINDS)
    name: str = ask(gettext_lazy("Name"), at_least=2, at_most=120)
    proves: list[str] = ask(gettext_lazy("What it proves"), choices=PROVES)
    says: str = ask(gettext_lazy("What it says"), lines=2, at_least=2, at_most=500)
    obtained: str = ask(gettext_lazy("From whom and how it was obtained"), at_least=2, at_most=300)
    place: str = ask(gettext_lazy("Place"), default="", at_most=200)
    taken_at: datetime | None = ask(gettext_lazy("When"), kind="datetime", default=None)
    file: str = ask(gettext_lazy("File"), kind="file", default="")


class CaseRecord(Given):
    began: datetime = ask(gettext_lazy("Began at"), kind="datetime")
    ended: datetime = ask(gettext_lazy("Ended at"), kind="datetime")
    place: str = ask(gettext_lazy("Place"), at_most=200)
    shown: bool = ask(gettext_lazy("Both officers have shown their certificates"), kind="check", default=False)
    told: bool = ask(gettext_lazy("Rights and duties were told"), kind="check", default=False)
    text: str = ask(gettext_lazy("What is recorded"), lines=8, default="", at_most=6000)
    signed: str = ask(gettext_lazy("Signature of the other side"), choices=SIGNS, default="signed")
    witness: str = ask(gettext_lazy("Witness"), default="", at_most=60, personal=True)
    signature: str = ask(gettext_lazy("Signature on the screen"), kind="signature", default="")
    proves: list[str] = ask(gettext_lazy("What it proves"), choices=PROVES)


class SceneRecord(CaseRecord):
    """现场笔录."""


class Questioning(CaseRecord):
    person: str = ask(gettext_lazy("Person asked"), default="", at_most=60, personal=True)
    office: str = ask(
        gettext_lazy("In what capacity"),
        choices=[("party", gettext_lazy("Party to the case")), *AS_WHAT],
        default="party",
    )


class CasePerson(Given):
    role: str = ask(gettext_lazy("In what capacity"), choices=AS_WHAT)
    name: str = ask(gettext_lazy("Name of the person"), at_most=60, personal=True)
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", default="", at_most=30, personal=True)
    duty: str = ask(gettext_lazy("What this person did or left undone"), lines=2, default="", at_most=300)
    fine: Decimal = ask(gettext_lazy("Fine"), kind="money", default=Decimal(0), at_least=0, at_most=10**11)
    ban: str = ask(gettext_lazy("Ban from the trade"), choices=credit.bans_known(), default="")


class ServiceAddress(Given):
    address: str = ask(gettext_lazy("Address for service"), at_least=4, at_most=200, personal=True)
    electronic: bool = ask(gettext_lazy("Agrees to electronic service"), kind="check", default=False)
    electronic_at: str = ask(gettext_lazy("Mobile number or e-mail"), default="", at_most=100, personal=True)
    told: bool = ask(gettext_lazy("The consequences were explained"), kind="check", default=False)


class CorrectionNotice(Given):
    order: str = ask(gettext_lazy("What is to be corrected"), lines=3, default="", at_most=900)
    correct_by: date | None = ask(gettext_lazy("By when"), kind="date", default=None)


class TestCommission(Given):
    lab: str = ask(gettext_lazy("Laboratory"), default="", at_most=120)
    item: str = ask(gettext_lazy("Samples and items"), lines=3, default="", at_most=900)
    standard: str = ask(gettext_lazy("Standard"), default="", at_most=300)
    appraisal: bool = ask(gettext_lazy("It is an appraisal"), kind="check", default=False)


class TestOutcome(Given):
    result: str = ask(gettext_lazy("Result of the test"), lines=3, default="", at_most=900)
    retest: str = ask(gettext_lazy("Right to a second test, until when"), default="", at_most=200)
    file: str = ask(gettext_lazy("Report"), kind="file", default="")


def keep_piece(row: Case, on: Occasion, kind: str, name: str, proves: list[str], says: str, **more: Any) -> None:
    """Number a piece of evidence; its file, if any, is kept with custody by the kernel."""
    taken_at = more.get("taken_at") or on.at
    taken_at = taken_at if timezone.is_aware(taken_at) else timezone.make_aware(taken_at)
    found = on.keep_sent(more.get("file", ""), name, taken_at=taken_at, place=more.get("place", ""))
    enter_piece(
        row,
        on,
        kind=kind,
        name=name,
        proves=proves,
        says=says[:500],
        obtained=more.get("obtained", "") or on.principal.name,
        place=more.get("place", ""),
        taken_at=taken_at,
        sha256=found.sha256 if found else "",
    )


def enter_piece(row: Case, on: Occasion, **columns: Any) -> None:
    """Enter a piece of evidence under the next number of its case."""
    last = CaseEvidence.objects.filter(proceeding_id=row.pk).aggregate(last=Max("position"))["last"] or 0
    CaseEvidence.objects.create(proceeding_id=row.pk, position=last + 1, act_id=on.act_id, **columns)


@act(OPEN, None, by=Role.HANDLER, label=gettext_lazy("Take evidence"), certificate=True, internal=True)
def take_evidence(row: Case, given: EvidencePiece, on: Occasion) -> None:
    """One of the eight kinds, numbered, with what it proves (处罚法 46)."""
    own(row, on, _("The evidence was not taken."))
    keep_piece(row, on, **given.model_dump())
    on.note = given.name


def _record(row: Case, given: CaseRecord, on: Occasion, sheet: str, name: str, **more: Any) -> None:
    what = _("The record was not made.")
    own(row, on, what)
    signed = signed_words(given, on, what)
    began, ended = (timezone.localtime(_aware(m)).strftime("%Y-%m-%d %H:%M") for m in (given.began, given.ended))
    facts: dict[str, Any] = {
        "when": f"{began}至{ended}",
        "place": given.place,
        "officers": printer.officer_lines(row),
        "shown": "是" if given.shown else "",
        "rights": "已告知陈述、申辩、申请回避的权利和如实陈述、协助调查的义务。" if given.told else "",
        "record": [line for line in given.text.split("\n") if line.strip()],
        "signed": signed,
        **more,
    }
    printer.print_paper(row, sheet, facts, on, what)
    keep_signature(given.signature, name, on)
    kind = "record" if sheet == "PEN-09" else "testimony" if more.get("witnessed") else "party"
    keep_piece(
        row, on, kind, name, given.proves, given.text[:500], obtained=f"{began}由{printer.team_of(row.team)}制作",
        place=given.place, taken_at=given.began,
    )  # fmt: skip
    on.note = f"{name}：{given.place}"


def _aware(at: datetime) -> datetime:
    return at if timezone.is_aware(at) else timezone.make_aware(at)


@act(
    Case.investigation, None, by=Role.HANDLER, label=gettext_lazy("Record the scene"), certificate=True, internal=True,
    basis="penalty_law art. 55",
)  # fmt: skip
def record_scene(row: Case, given: SceneRecord, on: Occasion) -> None:
    """现场笔录: what two officers saw, certificates shown, signed or witnessed."""
    _record(row, given, on, "PEN-09", "现场笔录")


@act(
    Case.investigation, None, by=Role.HANDLER, label=gettext_lazy("Question a person"), certificate=True, internal=True,
    basis="penalty_law art. 55",
)  # fmt: skip
def question(row: Case, given: Questioning, on: Occasion) -> None:
    """询问笔录: questions and answers, the rights told, signed page by page."""
    as_what = {
        "party": "当事人",
        "legal_representative": "法定代表人",
        "main_responsible": "主要负责人",
        "witness": "证人",
    }
    person = f"{given.person}（{as_what.get(given.office, '直接责任人员')}）" if given.person else ""
    _record(row, given, on, "PEN-14", "询问笔录", person=person)


@act(
    INVESTIGATED,
    None,
    by=Role.HANDLER,
    label=gettext_lazy("Enter a person of the case"),
    certificate=True,
    internal=True,
)
def add_person(row: Case, given: CasePerson, on: Occasion) -> None:
    """处罚到人: a responsible person beside the business, or a witness."""
    what = _("The person was not entered.")
    own(row, on, what)
    known = CaseParty.objects.filter(proceeding_id=row.pk)
    entered = involved.Entered(
        given.role, given.name, given.id_number.upper(), bool(given.fine or given.ban), bool(given.ban),
        row.subject_id is not None, frozenset((p.name, p.id_number) for p in known),
    )  # fmt: skip
    involved.enterable(entered, on.law).require(what)
    CaseParty.objects.create(
        proceeding_id=row.pk,
        role=given.role,
        name=given.name,
        id_number=given.id_number.upper(),
        id_print=fingerprint(given.id_number.upper()) if given.id_number else "",
        duty=given.duty,
        fine=fen(given.fine),
        ban=given.ban,
        synthetic=row.synthetic,
    )


@act(OPEN, None, by=Role.HANDLER, label=gettext_lazy("Confirm the address for service"), certificate=True)
def confirm_address(row: Case, given: ServiceAddress, on: Occasion) -> None:
    """送达地址确认书: where papers reach the party, and whether electronically (程序规定 82)."""
    what = _("The address was not confirmed.")
    own(row, on, what)
    if given.electronic and not given.electronic_at:
        fact = _("Say to which number or address.")
        raise Incomplete(
            what, fact=fact, article=on.law.cite("samr_penalty_procedure art. 82"), fields={"electronic_at": fact}
        )
    row.party_address, row.electronic, row.electronic_at = given.address, given.electronic, given.electronic_at
    facts = {
        "address": "以当事人确认的地址为准（内容另存）",
        "consent": "同意电子送达。" if given.electronic else "不同意电子送达。",
        "told": "已告知：地址不准确或者变更未告知的，文书退回之日视为送达之日。" if given.told else "",
    }
    printer.print_paper(row, "PEN-10", facts, on, what)


@act(
    INVESTIGATED,
    None,
    by=Role.HANDLER,
    label=gettext_lazy("Order to correct"),
    certificate=True,
    basis="penalty_law art. 28",
)
def order_correction(row: Case, given: CorrectionNotice, on: Occasion) -> None:
    """责令改正通知书: the party is to put the breach right at once or by a day (处罚法 28)."""
    what = _("Nothing was ordered.")
    own(row, on, what)
    by = f"于{printer.day_words(given.correct_by)}前" if given.correct_by else "立即"
    facts = printer.facts_of(row, on.law) | {"order": given.order, "by": f"{by}改正"}
    printer.print_paper(row, "PEN-33", facts, on, what)
    on.note = f"{by}{given.order}"


@act(Case.investigation, None, by=Role.HANDLER, label=gettext_lazy("Commission a test"), certificate=True)
def commission_test(row: Case, given: TestCommission, on: Occasion) -> None:
    """Testing and appraisal are not counted: the clock of the case and of its seizures stands still (程序规定 64, 强制法 25)."""
    what = _("No test was commissioned.")
    own(row, on, what)
    if row.testing:
        raise Incomplete(what, fact=_("A test is running; take its result first."))
    facts = printer.facts_of(row, on.law) | {"lab": given.lab, "item": given.item, "standard": given.standard}
    printer.print_paper(row, "PEN-30", facts, on, what, to=given.lab)
    row.testing = True
    on.stop_clock(
        "检测、检验期间" if not given.appraisal else "鉴定期间", on.law.cite("samr_penalty_procedure art. 64")
    )
    on.note = f"{given.lab}：{given.item}"
    for pk in measures.running(row.pk):
        on.then("enforcement.case_measure.stand_still", pk, {"reason": given.item})


@act(Case.investigation, None, by=Role.HANDLER, label=gettext_lazy("Take the result of the test"), certificate=True)
def take_test(row: Case, given: TestOutcome, on: Occasion) -> None:
    """The result is told to the party with its right to a second test; the clocks run on."""
    what = _("No result was taken.")
    own(row, on, what)
    if not row.testing:
        raise Incomplete(what, fact=_("No test is running."))
    facts = printer.facts_of(row, on.law) | {"result": given.result, "retest": given.retest}
    printer.print_paper(row, "PEN-32", facts, on, what)
    keep_piece(
        row,
        on,
        "appraisal",
        "检验（鉴定）报告",
        ["conduct", "harm"],
        given.result,
        file=given.file,
        obtained="委托检验",
    )
    row.testing = False
    on.resume_clock()
    on.note = given.result
    for pk in measures.running(row.pk):
        on.then("enforcement.case_measure.run_on", pk, {})
