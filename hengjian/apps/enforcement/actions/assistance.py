"""Other authorities: requests for assistance, joint handling, designation of jurisdiction (处罚法 25–26)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Assistance, Case
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from . import printer, publicity
from .cases import own
from .investigation import INVESTIGATED, OPEN, keep_piece
from .oversight import superior_of

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)


class AssistanceCall(Given):
    authority: str = ask(gettext_lazy("Authority that is asked"), kind="authority")
    matter: str = ask(gettext_lazy("What is asked"), lines=4, default="", at_most=1500)
    grounds: str = ask(gettext_lazy("Why it is needed"), lines=2, default="", at_most=900)


class AssistanceRequest(Given):
    case: int = ask(gettext_lazy("Case"), kind="number")
    case_number: str = ask(gettext_lazy("Case"), at_most=60)
    code: str = ask(gettext_lazy("Authority"), at_most=12)
    asker_code: str = ask(gettext_lazy("Authority"), at_most=12)
    asker: str = ask(gettext_lazy("Who asks"), at_most=80)
    what: str = ask(gettext_lazy("What is asked"), at_most=1500)
    joint: bool = ask(gettext_lazy("Joint handling"), kind="check", default=False)
    synthetic: bool = ask(gettext_lazy("Synthetic"), kind="check", default=False)


class AssistanceAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=6, at_least=4, at_most=2000)


class AssistanceBack(AssistanceAnswer):
    number: str = ask(gettext_lazy("Number"), at_most=60)
    authority: str = ask(gettext_lazy("Authority"), at_most=80)


class JointHandling(Given):
    authority: str = ask(gettext_lazy("Authority that takes part"), kind="authority")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=300)


class Designation(Given):
    authority: str = ask(gettext_lazy("Authority designated"), kind="authority")
    reason: str = ask(gettext_lazy("Dispute or reason"), lines=3, default="", at_most=900)


def _other(code: str, row: Case, what: str) -> Authority:
    found = Authority.objects.filter(pk=code).first()
    if found is None or found.pk == row.code:
        raise Incomplete(what, fields={"authority": _("Choose another authority.")})
    return found


@act(INVESTIGATED, None, by=Role.HANDLER, label=gettext_lazy("Ask another authority for assistance"), certificate=True)
def ask_assistance(row: Case, given: AssistanceCall, on: Occasion) -> None:
    """协助调查函: the authority asked sees the request on its own desk, with its own clock, at once."""
    what = _("Nothing was asked.")
    own(row, on, what)
    other = _other(given.authority, row, what)
    facts = printer.facts_of(row, on.law) | {"matter": given.matter, "grounds": given.grounds}
    printer.print_paper(row, "PEN-17", facts, on, what, to=other.name)
    asked = _request(row, other, given.matter, on)
    on.note = f"{other.name} {asked.number}：{given.matter}"


def _request(row: Case, other: Authority, matter: str, on: Occasion, joint: bool = False) -> Proceeding:
    """The request as a matter of the other authority, in the same transaction."""
    request = {
        "case": row.pk,
        "case_number": row.number,
        "code": other.pk,
        "asker_code": row.code,
        "asker": publicity.authority_name(row.code),
        "what": matter,
        "joint": joint,
        "synthetic": row.synthetic,
    }
    return publicity.machine("enforcement.assistance.ask_for", None, request, f"assist:{row.pk}:{on.act_id}")


@act(None, Assistance.asked, by=MACHINE, label=gettext_lazy("Ask for assistance"), basis="penalty_law art. 26")
def ask_for(row: Assistance, given: AssistanceRequest, on: Occasion) -> None:
    """It stands before the authority that was asked; who asks sees it too."""
    row.code, row.case_id, row.case_number = given.code, given.case, given.case_number
    row.asker, row.asker_code, row.what, row.synthetic = given.asker, given.asker_code, given.what, given.synthetic
    row.joint = given.joint
    row.title = f"{given.asker}{'邀请联合办案' if given.joint else '请求协助'}：{given.case_number}"[:200]
    row.subject_name = given.asker
    on.shares.append((given.asker_code, "联合办案" if given.joint else "协助调查"))


@act(Assistance.asked, Assistance.taken_up, by=STAFF, label=gettext_lazy("Confirm receipt"))
def take_up_request(row: Assistance, given: Nothing, on: Occasion) -> None:
    """The receipt: who looks after it is known to the asking authority."""
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name


@act(
    (Assistance.asked, Assistance.taken_up),
    Assistance.answered,
    by=STAFF,
    label=gettext_lazy("Answer the request for assistance"),
)
def answer_request(row: Assistance, given: AssistanceAnswer, on: Occasion) -> None:
    """Within fifteen working days; the answer goes to the case as evidence."""
    _back(row, given, on)


@act(
    (Assistance.asked, Assistance.taken_up), Assistance.declined, by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Say that it cannot be given"), favourable=False,
)  # fmt: skip
def decline_request(row: Assistance, given: AssistanceAnswer, on: Occasion) -> None:
    """Not within one's powers, or not possible: said with the reason."""
    _back(row, given, on)


@act(Assistance.taken_up, None, by=STAFF, label=gettext_lazy("Contribute to the joint case"))
def contribute(row: Assistance, given: AssistanceAnswer, on: Occasion) -> None:
    """联合办案: each contribution of the authority that joined goes into the evidence of the case."""
    if not row.joint:
        raise Conflict(
            _("Nothing was contributed."),
            fact=_("This is a request for assistance."),
            remedy=_("Answer the request for assistance."),
        )
    _back(row, given, on)
    row.answer = ""  # the last word is its answer


def _back(row: Assistance, given: AssistanceAnswer, on: Occasion) -> None:
    row.answer = on.note = given.answer
    back = {"number": row.number, "authority": publicity.authority_name(row.code), "answer": given.answer}
    on.then("enforcement.case.take_assistance", row.case_id, back)


@act(OPEN, None, by=MACHINE, label=gettext_lazy("The answer of another authority came in"), held="*", internal=True)
def take_assistance(row: Case, given: AssistanceBack, on: Occasion) -> None:
    """It becomes evidence of the case."""
    keep_piece(
        row, on, "document", f"协查复函 {given.number}"[:120], ["procedure"], given.answer, obtained=given.authority
    )
    on.note = f"{given.authority}：{given.answer}"
    if row.handler_id:
        title = _("Assistance answered: %(number)s") % {"number": given.number}
        on.tell(f"officer:{row.handler_id}", title=title, body=given.answer)


@act(OPEN, None, by=(Role.APPROVER, Role.HEAD), label=gettext_lazy("Handle jointly"), internal=True)
def handle_jointly(row: Case, given: JointHandling, on: Occasion) -> None:
    """联合办案: another authority sees the file and contributes from its own desk; the decision stays where it is."""
    other = _other(given.authority, row, _("Nobody joined."))
    if row.shares.filter(authority_code=other.pk).exists():
        raise Conflict(_("Nobody joined."), fact=_("This authority takes part already."))
    on.shares.append((other.pk, "联合办案"))
    joined = _request(row, other, given.reason, on, joint=True)
    on.note = f"{other.name} {joined.number}：{given.reason}"


@act(
    (Case.proposed, *OPEN), None, by=(Role.SUPERVISOR, Role.HEAD), label=gettext_lazy("Designate jurisdiction"),
    basis="penalty_law art. 25", irreversible=True, held="*",
)  # fmt: skip
def designate(row: Case, given: Designation, on: Occasion) -> None:
    """指定管辖: the common superior gives the case to an authority below it (处罚法 25)."""
    what = _("Nobody was designated.")
    other = _other(given.authority, row, what)
    superior = on.principal.place
    if not (superior_of(superior, row.code) and superior_of(superior, other.pk)):
        raise NotAllowed(
            what,
            fact=_("Only the common superior of both authorities designates."),
            article=on.law.cite("penalty_law art. 25"),
        )
    facts = printer.facts_of(row, on.law) | {"reason": given.reason, "receiving": other.name}
    printer.print_paper(row, "PEN-02", facts, on, what, to=other.name, issuer=superior)
    on.moved_to = other.pk
    on.note = f"{other.name}：{given.reason}"
    row.handler_id, row.handler_name, row.team = None, "", []
