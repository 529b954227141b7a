"""The party acts on its own page: speaks, asks for a hearing, to see the file, for time to pay; the office answers."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.procedures import Case, PartyRequest, PartySide, PersonPenalty
from hengjian.apps.enforcement.procedures.sides import ASKED, WITHHELD
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.guests import guest_of, new_code
from hengjian.kernel.models import Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCK, CLOCKWORK, MACHINE, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
SAYS = gettext_lazy("What you say on the facts, the reasons and the penalty")


class SideOpening(Given):
    case: int = ask(gettext_lazy("Case"), kind="number")
    penalty: int | None = ask(gettext_lazy("Penalty of a person"), kind="number", default=None)


class SideStatement(Given):
    statement: str = ask(SAYS, lines=8, default="", at_most=4000)
    waived: bool = ask(gettext_lazy("I waive statement and hearing"), kind="check", default=False)


class SideHearing(Given):
    grounds: str = ask(gettext_lazy("Grounds"), lines=4, at_least=4, at_most=2000)


class SideRequest(Given):
    grounds: str = ask(gettext_lazy("What you want to see, or why you cannot pay in time"), lines=4, at_least=4,
                       at_most=2000)  # fmt: skip


class RequestEntry(Given):
    side: int = ask(gettext_lazy("Case file of the party"), kind="number")
    kind: str = ask(gettext_lazy("What is asked"), choices=ASKED)
    grounds: str = ask(gettext_lazy("Grounds"), at_most=2000)


class WithheldPiece(Given):
    position: int = ask(gettext_lazy("Number of the evidence"), kind="number")
    ground: str = ask(gettext_lazy("Ground"), choices=WITHHELD)
    reason: str = ask(gettext_lazy("Reason"), at_least=2, at_most=200)


class RequestGrant(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=2, default="", at_most=900)
    open_until: date | None = ask(gettext_lazy("The file is open until"), kind="date", default=None)
    withheld: list[WithheldPiece] = ask(gettext_lazy("What is withheld, a line a piece"), default=[])


class RequestRefusal(Given):
    answer: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


def _machine(name: str, pk: int | None, given: dict[str, Any], key: str) -> Proceeding:
    """What belongs to this very act in the office's file: in the same transaction, by the machine."""
    with acting_as(CLOCKWORK) as clockwork:
        return perform(name, pk, given, clockwork, key=key[:100]).proceeding


def ensure(case: Case, penalty: PersonPenalty | None = None) -> None:
    """Open the party's side when the first paper reaches it; who cannot be recognised has none."""
    number = penalty.who.id_number if penalty else case.party_number
    known = bool(number) or (penalty is None and case.subject_id is not None)
    key = f"side:{case.pk}:{penalty.pk if penalty else ''}"
    if known and not PartySide.objects.filter(case_id=case.pk, penalty_id=penalty.pk if penalty else None).exists():
        given = {"case": case.pk, "penalty": penalty.pk if penalty else None}
        _machine("enforcement.party_side.open_side", None, given, key)


@act(None, PartySide.open_to_party, by=MACHINE, label=gettext_lazy("Open the file to the party"),
     basis="penalty_law art. 7")  # fmt: skip
def open_side(row: PartySide, given: SideOpening, on: Occasion) -> None:
    """The entity through its account; a person by a code that goes with the paper and the own identity number."""
    case: Case = Case.objects.select_related("subject").get(pk=given.case)
    penalty = PersonPenalty.objects.select_related("who").get(pk=given.penalty) if given.penalty else None
    row.case_id, row.case_number, row.code, row.synthetic = case.pk, case.number, case.code, case.synthetic
    row.cause_name, row.penalty_id = case.cause_name, given.penalty
    row.title = f"当事人案卷：{case.cause_name}"[:200]
    row.handler_id, row.handler_name = case.handler_id, case.handler_name
    if penalty is None and case.subject_id is not None:
        row.subject, row.subject_name = case.subject, case.party_name
        on.admit(f"subject:{case.subject_id}", "entity")
        return
    row.query_code = new_code()
    number = penalty.who.id_number if penalty else case.party_number
    on.admit(guest_of(row.query_code, number).id, APPLICANT)


@act(PartySide.open_to_party, None, by=APPLICANT, label=gettext_lazy("Make a statement"), basis="penalty_law art. 45",
     favourable=True)  # fmt: skip
def speak(row: PartySide, given: SideStatement, on: Occasion) -> None:
    """Statement and defence: written into the case as the party wrote it, and answered in the decision."""
    verb, pk = _target(row, "hear_statement", "hear_person")
    _machine(verb, pk, given.model_dump(), f"speak:{on.act_id}")
    _told(row, on, _("The party has made a statement: %(number)s") % {"number": row.case_number})


@act(PartySide.open_to_party, None, by=APPLICANT, label=gettext_lazy("Ask for a hearing"), basis="penalty_law art. 64",
     favourable=True)  # fmt: skip
def ask_for_hearing(row: PartySide, given: SideHearing, on: Occasion) -> None:
    """Within five working days of the notice; a refusal names day and article, nothing typed is lost."""
    verb, pk = _target(row, "request_hearing", "ask_person_hearing")
    _machine(verb, pk, {"grounds": given.grounds}, f"hearing:{on.act_id}")
    _told(row, on, _("The party asks for a hearing: %(number)s") % {"number": row.case_number})


def _target(row: PartySide, of_case: str, of_person: str) -> tuple[str, int]:
    if row.penalty_id is not None:
        return f"enforcement.person_penalty.{of_person}", row.penalty_id
    return f"enforcement.case.{of_case}", row.case_id


@act((PartySide.open_to_party, PartySide.over), None, by=APPLICANT, label=gettext_lazy("Ask to see the file"),
     favourable=True)  # fmt: skip
def ask_inspection(row: PartySide, given: SideRequest, on: Occasion) -> None:
    """查阅案卷: answered within five working days; secrets, privacy and informants stay closed (处罚法 50)."""
    _request(row, "inspect", given.grounds, on)


@act(PartySide.open_to_party, None, by=APPLICANT, label=gettext_lazy("Ask for time to pay"), basis="penalty_law art. 66",
     favourable=True)  # fmt: skip
def ask_deferral(row: PartySide, given: SideRequest, on: Occasion) -> None:
    """延期或者分期缴纳: hardship is shown, the head decides (处罚法 66)."""
    with acting_as(CLOCKWORK):
        kind, pk = (PersonPenalty, row.penalty_id) if row.penalty_id else (Case, row.case_id)
        served = kind.objects.filter(pk=pk, served_on__isnull=False).exists()  # type: ignore[attr-defined]
    if not served:
        article = on.law.cite("penalty_law art. 66")
        raise Conflict(_("Your request was not sent."), fact=_("No decision has been served on you."), article=article)
    _request(row, "defer", given.grounds, on)


def end(case: Case, on: Occasion) -> None:
    """The case is over: the sides of its party and of its persons end with it."""
    for pk in PartySide.objects.filter(case_id=case.pk, state="open_to_party").values_list("pk", flat=True):
        on.then("enforcement.party_side.end_side", pk)


@act(PartySide.open_to_party, PartySide.over, by=MACHINE, label=gettext_lazy("End with the case"), held="*")
def end_side(row: PartySide, given: Nothing, on: Occasion) -> None:
    """Archived, handed over or set aside: nothing is left to be said or paid; the file can still be asked for."""


@act(PartySide.over, PartySide.shut, by=CLOCK, label=gettext_lazy("Close the file to the party"), held="*")
def shut_side(row: PartySide, given: Nothing, on: Occasion) -> None:
    """No court can be asked any more; what was served stays on the party's page."""


def _request(row: PartySide, kind: str, grounds: str, on: Occasion) -> None:
    what = _("Your request was not sent.")
    with acting_as(CLOCKWORK):
        waiting = PartyRequest.objects.filter(side_id=row.pk, kind=kind, closed_at=None).exists()
    if waiting:
        raise Conflict(what, fact=_("You have asked for this already; it is being answered."))
    given = {"side": row.pk, "kind": kind, "grounds": grounds}
    _machine("enforcement.party_request.enter_request", None, given, f"request:{on.act_id}")
    _told(row, on, _("A request of the party: %(number)s") % {"number": row.case_number})


def _told(row: PartySide, on: Occasion, title: str) -> None:
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=title)


@act(None, PartyRequest.asked_for, by=MACHINE, label=gettext_lazy("A party asks"))
def enter_request(row: PartyRequest, given: RequestEntry, on: Occasion) -> None:
    """It stands on the desk of the officers of the case, with a time to answer."""
    side = PartySide.objects.get(pk=given.side)
    row.side_id, row.case_id, row.case_number = side.pk, side.case_id, side.case_number
    row.code, row.synthetic, row.kind, row.grounds = side.code, side.synthetic, given.kind, given.grounds
    row.handler_id, row.handler_name = side.handler_id, side.handler_name
    row.title = f"{dict(ASKED_ZH)[given.kind]}：{side.case_number}"[:200]


ASKED_ZH = [("inspect", "申请查阅案卷"), ("defer", "申请延期或者分期缴纳罚款")]


@act(PartyRequest.asked_for, PartyRequest.granted, by=STAFF, label=gettext_lazy("Grant the request"), favourable=True)
def grant_request(row: PartyRequest, given: RequestGrant, on: Occasion) -> None:
    """The evidence and the papers are open on the party's page until a day; what is withheld is named with its ground."""
    what = _("Nothing was granted.")
    if row.kind == "defer":
        _deferred(row, what)
    else:
        _opened(row, given, on, what)
    row.answer = on.note = given.answer
    _answered(row, on, _("Your request was granted: %(number)s") % {"number": row.case_number})


def _opened(row: PartyRequest, given: RequestGrant, on: Occasion, what: str) -> None:
    if given.open_until is None or given.open_until < on.day:
        raise Incomplete(what, fields={"open_until": _("Say until when the file is open.")})
    numbers = set(CaseEvidence.objects.filter(proceeding_id=row.case_id).values_list("position", flat=True))
    wrong = [line.position for line in given.withheld if line.position not in numbers]
    if wrong:
        fact = _("There is no evidence of the number %(n)d.") % {"n": wrong[0]}
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 50"), fields={"withheld": fact})
    row.open_until, row.withheld = given.open_until, [line.model_dump() for line in given.withheld]


def _deferred(row: PartyRequest, what: str) -> None:
    """The plan itself is granted by the head in the file of the penalty."""
    side = PartySide.objects.get(pk=row.side_id)
    kind, pk = (PersonPenalty, side.penalty_id) if side.penalty_id else (Case, row.case_id)
    if not kind.objects.filter(pk=pk, state="deferred").exists():  # type: ignore[attr-defined]
        raise Conflict(
            what,
            fact=_("No deferral has been granted in the case."),
            remedy=_("The head grants it with its instalments in the file of the penalty; then answer here."),
        )


@act(PartyRequest.asked_for, PartyRequest.refused, by=(Role.APPROVER, Role.HEAD), favourable=False,
     label=gettext_lazy("Do not grant the request"))  # fmt: skip
def refuse_request(row: PartyRequest, given: RequestRefusal, on: Occasion) -> None:
    """With its reason, which the party reads on its page."""
    row.answer = on.note = given.answer
    _answered(row, on, _("Your request was not granted: %(number)s") % {"number": row.case_number})


def _answered(row: PartyRequest, on: Occasion, title: str) -> None:
    subject = PartySide.objects.filter(pk=row.side_id).values_list("subject_id", flat=True).first()
    if subject:
        on.tell(f"subject:{subject}", title=title, body=row.answer)
