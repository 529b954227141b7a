"""What officers expect of every approval: supplement, countersign, send back, transfer, assign, suspend, supervise, recuse.

Each is put on every procedure, so that no room has to write it again.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .act import register
from .given import Given, Nothing, ask
from .models import ActContent, Authority, CounterSign, Officer
from .occasion import Occasion
from .principal import APPLICANT, SIGNER, Role
from .procedure import Procedure, State, procedures
from .refusal import Conflict, Incomplete


class Supplement(Given):
    missing: str = ask(gettext_lazy("What is missing, all of it at once"), lines=4, at_most=1000)


class Answer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_most=2000)


class Question(Given):
    signer: int = ask(gettext_lazy("Who shall sign"), kind="officer")
    question: str = ask(gettext_lazy("Question"), lines=3, at_most=500)


class Opinion(Given):
    agreed: bool = ask(gettext_lazy("I agree"), kind="check", default=False)
    opinion: str = ask(gettext_lazy("Opinion"), lines=3, at_most=1000)


class Reason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_most=500)


class Transfer(Given):
    authority: str = ask(gettext_lazy("Receiving authority"), kind="authority")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_most=500)


class Assignment(Given):
    officer: int = ask(gettext_lazy("Handling officer"), kind="officer")


class Recused(Given):
    officer: int = ask(gettext_lazy("Officer"), kind="officer")
    reason: str = ask(gettext_lazy("Relation or interest"), lines=2, at_most=200)


def _officer(pk: int, field: str) -> Officer:
    found = Officer.objects.select_related("user", "authority").filter(pk=pk, active=True).first()
    if found is None:
        raise Incomplete(_("Nobody was chosen."), fields={field: _("There is no such officer.")})
    return found


def supplement(row: Procedure, given: Supplement, on: Occasion) -> None:
    """Ask the applicant for a supplement; the clock stands still until the answer."""
    row.held = "supplement"
    on.note = given.missing
    article = on.law.cite("licensing_law art. 32")
    on.stop_clock(_("Supplement awaited"), article)
    on.tell(APPLICANT, title=_("Please supplement %(number)s") % {"number": row.number}, body=given.missing)


def supply(row: Procedure, given: Answer, on: Occasion) -> None:
    """Answer the request for a supplement."""
    row.held = ""
    on.note = given.answer
    on.resume_clock()
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Supplement received: %(number)s") % {"number": row.number})


def ask_countersign(row: Procedure, given: Question, on: Occasion) -> None:
    """Ask a colleague to countersign."""
    signer = _officer(given.signer, "signer")
    if signer.pk == on.principal.officer_id:
        raise Incomplete(_("Nobody was asked."), fields={"signer": _("You cannot countersign your own act.")})
    CounterSign.objects.create(proceeding_id=row.pk, signer=signer, question=given.question, asked_at=on.at)
    row.held = "countersign"
    on.note = given.question
    if not signer.authority_code_within(row.code):
        on.shares.append((signer.authority_id, _("Countersignature")))
    on.tell(
        f"officer:{signer.pk}", title=_("Please countersign %(number)s") % {"number": row.number}, body=given.question
    )


def countersign(row: Procedure, given: Opinion, on: Occasion) -> None:
    """Countersign."""
    signed = CounterSign.objects.filter(
        proceeding_id=row.pk, signer_id__in=(on.principal.officer_id, *on.principal.standing_in_for), at=None
    ).update(agreed=given.agreed, opinion=given.opinion, at=on.at)
    if not signed:
        raise Conflict(_("Nothing was signed."), fact=_("You have not been asked, or you have already signed."))
    on.note = given.opinion
    if not CounterSign.objects.filter(proceeding_id=row.pk, at=None).exists():
        row.held = ""


def send_back(row: Procedure, given: Reason, on: Occasion) -> State:
    """Send back to the stage before."""
    last = (
        ActContent.objects.filter(proceeding_id=row.pk, body__to=row.state)
        .exclude(body__from__in=(row.state, ""))
        .order_by("-act_id")
        .first()
    )
    if last is None or last.body is None:
        raise Conflict(
            _("It was not sent back."), fact=_("This is the first stage."), remedy=_("Decide, or ask for a supplement.")
        )
    on.note = given.reason
    if row.handler_id:
        on.tell(
            f"officer:{row.handler_id}", title=_("Sent back: %(number)s") % {"number": row.number}, body=given.reason
        )
    return row.states[last.body["from"]]


def transfer(row: Procedure, given: Transfer, on: Occasion) -> None:
    """Transfer to another authority, which then sees and handles the matter."""
    to = Authority.objects.filter(pk=given.authority).first()
    if to is None or to.pk == row.code:
        raise Incomplete(_("It was not transferred."), fields={"authority": _("Choose another authority.")})
    on.note = f"{to.name}：{given.reason}"
    on.moved_to = to.pk
    row.handler_id, row.handler_name = None, ""


def assign(row: Procedure, given: Assignment, on: Occasion) -> None:
    """Give the matter to a handling officer."""
    officer = _officer(given.officer, "officer")
    if not officer.authority_code_within(row.code):
        raise Incomplete(
            _("It was not assigned."),
            fields={"officer": _("This officer's authority is not in charge here; transfer the matter instead.")},
        )
    row.handler_id, row.handler_name = officer.pk, officer.user.display_name
    on.note = row.handler_name
    on.tell(f"officer:{officer.pk}", title=_("Assigned to you: %(number)s") % {"number": row.number})


def suspend(row: Procedure, given: Reason, on: Occasion) -> None:
    """Suspend; the clock stands still."""
    row.held = "suspended"
    on.note = given.reason
    on.stop_clock(given.reason)


def resume(row: Procedure, given: Nothing, on: Occasion) -> None:
    """Resume; the clock runs on."""
    row.held = ""
    on.resume_clock()


def supervise(row: Procedure, given: Reason, on: Occasion) -> None:
    """Put the matter under supervision."""
    row.supervised = True
    on.note = given.reason
    if row.handler_id:
        on.tell(
            f"officer:{row.handler_id}", title=_("Supervised: %(number)s") % {"number": row.number}, body=given.reason
        )


def recuse(row: Procedure, given: Recused, on: Occasion) -> None:
    """Record that an officer must not act here."""
    officer = _officer(given.officer, "officer")
    row.recusals.get_or_create(officer=officer, defaults={"reason": given.reason})
    on.note = f"{officer.user.display_name}：{given.reason}"
    if row.handler_id == officer.pk:
        row.handler_id, row.handler_name = None, ""


STAFF = frozenset({Role.HANDLER.value, Role.APPROVER.value, Role.HEAD.value})
LEADERS = frozenset({Role.APPROVER.value, Role.HEAD.value, Role.SUPERVISOR.value})
GENERIC: list[tuple[Callable[..., Any], Any, frozenset[str], type[Given], dict[str, Any]]] = [
    (supplement, gettext_lazy("Ask for a supplement"), STAFF, Supplement, {}),
    (supply, gettext_lazy("Supply what is missing"), frozenset({APPLICANT}), Answer, {"held": "supplement"}),
    (ask_countersign, gettext_lazy("Ask for a countersignature"), STAFF, Question, {"internal": True}),
    (
        countersign,
        gettext_lazy("Countersign"),
        STAFF | LEADERS | {SIGNER},
        Opinion,
        {"held": "countersign", "internal": True},
    ),
    (send_back, gettext_lazy("Send back"), LEADERS, Reason, {"internal": True}),
    (transfer, gettext_lazy("Transfer"), STAFF, Transfer, {"held": "*", "irreversible": True}),
    (assign, gettext_lazy("Assign"), STAFF | LEADERS, Assignment, {"held": "*", "internal": True}),
    (suspend, gettext_lazy("Suspend"), LEADERS, Reason, {}),
    (resume, gettext_lazy("Resume"), LEADERS, Nothing, {"held": "suspended"}),
    (supervise, gettext_lazy("Supervise"), LEADERS, Reason, {"held": "*", "internal": True}),
    (recuse, gettext_lazy("Record a recusal"), LEADERS, Recused, {"held": "*", "internal": True}),
]


def equip(procedure: type[Procedure]) -> None:
    """Put the generic acts on a procedure, for every stage in which people act. Safe to call again."""
    open_states = tuple(s for s in procedure.states.values() if not s.final and not s.at_work)
    for run, label, by, given, options in GENERIC:
        if run.__name__ not in procedure.acts and open_states:
            doc = run.__doc__ or ""
            register(procedure, run.__name__, label, run, open_states, (), by, given, doc=doc, generic=True, **options)


def equip_all() -> None:
    """Equip every declared procedure."""
    for procedure in procedures().values():
        equip(procedure)
