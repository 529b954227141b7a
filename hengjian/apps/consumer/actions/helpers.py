"""Experts, lawyers and volunteers beside the mediator: appointed, asked, doubted, heard, released (Order 20 arts. 18, 19)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.models import HelperTask
from hengjian.apps.consumer.models.helpers import KINDS
from hengjian.apps.consumer.procedures import Complaint, HelperAppointment
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY, INVITED
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .mediation import MEDIATING
from .words import LEADERS, STAFF, tell_both, tell_handler, told

RECUSAL = "complaint_measures_2020 art. 19"


class HelperAppointed(Given):
    kind: str = ask(gettext_lazy("Kind of helper"), choices=KINDS)
    name: str = ask(gettext_lazy("Name"), at_least=2, at_most=60)
    unit: str = ask(gettext_lazy("Employer"), at_least=2, at_most=120)
    speciality: str = ask(gettext_lazy("What they know"), at_least=2, at_most=200)
    account: str = ask(
        gettext_lazy("Account"), default="", at_most=60,
        help=gettext_lazy("Sign-in name, if the helper shall write opinions in the system"),
    )  # fmt: skip


class HelperRelation(Given):
    body: str = ask(gettext_lazy("Business or body the helper is related to"), at_least=2, at_most=120)


class HelperDismissed(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class HelperAsked(Given):
    helper: int = ask(gettext_lazy("Helper of mediations"), kind="mediation_helper")
    question: str = ask(gettext_lazy("What the helper is asked"), lines=3, at_least=4, at_most=500)


class HelperKept(Given):
    helper: int = ask(gettext_lazy("Helper of mediations"), kind="asked_helper")
    opinion: str = ask(gettext_lazy("Opinion"), lines=5, at_least=4, at_most=2000)
    file: str = ask(gettext_lazy("Signed opinion"), kind="file", default="")


class HelperSpeaks(Given):
    opinion: str = ask(gettext_lazy("Opinion"), lines=5, at_least=4, at_most=2000)
    file: str = ask(gettext_lazy("Signed opinion"), kind="file", default="")


class HelperDoubted(Given):
    helper: int = ask(gettext_lazy("Helper of mediations"), kind="asked_helper")
    reason: str = ask(gettext_lazy("Why this person should not help"), lines=2, at_least=4, at_most=500)


class HelperDecided(Given):
    helper: int = ask(gettext_lazy("Helper of mediations"), kind="asked_helper")
    agreed: bool = ask(gettext_lazy("The helper is released"), kind="check", default=False)
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=400)


class HelperReleased(Given):
    helper: int = ask(gettext_lazy("Helper of mediations"), kind="asked_helper")
    reason: str = ask(gettext_lazy("Reason, or the relation that bars"), lines=2, at_least=2, at_most=400)


@act(None, HelperAppointment.appointed, by=LEADERS, label=gettext_lazy("Appoint a helper of mediations"))
def appoint_helper(row: HelperAppointment, given: HelperAppointed, on: Occasion) -> None:
    """On the register of the authority for a term."""
    what = _("Nobody was appointed.")
    account = people.account_named(given.account, what) if given.account else None
    if HelperAppointment.objects.filter(name=given.name, unit=given.unit, code=row.code, closed_at=None).exists():
        raise Incomplete(what, fields={"name": _("This person is on the register already.")})
    row.kind, row.name, row.unit, row.speciality = given.kind, given.name, given.unit, given.speciality
    row.account = account
    row.title = f"调解协助人员：{given.name}"


@act(HelperAppointment.appointed, None, by=STAFF, label=gettext_lazy("Enter a relation that bars"))
def enter_relation(row: HelperAppointment, given: HelperRelation, on: Occasion) -> None:
    """The helper is not offered any more where this business is a party."""
    row.barred_from = list(dict.fromkeys([*row.barred_from, given.body]))
    on.note = given.body


@act(HelperAppointment.appointed, HelperAppointment.dismissed, by=LEADERS, label=gettext_lazy("Dismiss the helper"))
def dismiss_helper(row: HelperAppointment, given: HelperDismissed, on: Occasion) -> None:
    """Off the register; what was said before stays on its files."""
    on.note = given.reason


@act(HelperAppointment.appointed, HelperAppointment.term_over, by=CLOCK, label=gettext_lazy("Term is over"))
def end_appointment(row: HelperAppointment, given: Nothing, on: Occasion) -> None:
    """To be appointed anew."""


@act(MEDIATING, None, by=STAFF, label=gettext_lazy("Ask a helper"))
def ask_helper(row: Complaint, given: HelperAsked, on: Occasion) -> None:
    """Somebody who knows helps the mediator; both sides learn who, and that they may object (arts. 18, 19)."""
    what = _("Nobody was asked.")
    found = HelperAppointment.objects.select_related("account").filter(pk=given.helper, state="appointed").first()
    if found is None:
        raise Incomplete(what, fields={"helper": _("This person is not on the register.")})
    if found.barred(row.subject_name):
        fact = _("%(name)s is related to the business and may not help here.") % {"name": found.name}
        raise Incomplete(what, fact=fact, article=on.law.cite(RECUSAL), fields={"helper": fact})
    if row.helper_tasks.filter(helper=found).exists():
        raise Conflict(what, fact=_("This person has been asked already."))
    HelperTask.objects.create(
        proceeding_id=row.pk, helper=found, name=found.name, kind=found.kind, unit=found.unit,
        question=given.question, asked_at=on.at, account=found.account_id,
    )  # fmt: skip
    on.note = f"{found.get_kind_display()} {found.name}（{found.unit}）：{given.question}"
    title = told(row.number, _("a helper takes part; you may object"))
    tell_both(row, on, title, f"{found.name}（{found.unit}）：{given.question}")
    if found.account_id:
        on.admit(f"user:{found.account_id}", INVITED)
        on.tell(f"user:{found.account_id}", title=told(row.number, _("you are asked to help")), body=given.question)


def _task(row: Complaint, helper: int, what: str) -> HelperTask:
    """The running task of that helper; none where it was never given, is answered or has ended."""
    found = row.helper_tasks.filter(helper_id=helper, opinion="", released="").first()
    if found is None:
        raise Incomplete(what, fields={"helper": _("Nothing is awaited of this person here.")})
    return found


def _hear(row: Complaint, task: HelperTask, opinion: str, file: str, on: Occasion, what: str) -> None:
    if task.doubt:
        fact = _("A side has objected to %(name)s, and nobody has decided on it.") % {"name": task.name}
        article = on.law.cite(RECUSAL)
        raise Conflict(what, fact=fact, article=article, remedy=_("A leader decides on the objection first."))
    task.opinion, task.opinion_at = opinion, on.at
    task.save(update_fields=["opinion", "opinion_at"])
    on.note = f"{task.name}：{opinion}"[:900]
    on.keep_sent(file, "协助调解意见")
    tell_both(row, on, told(row.number, _("a helper has given an opinion")), on.note)


@act(MEDIATING, None, by=STAFF, label=gettext_lazy("Keep a helper's opinion"))
def keep_helper_opinion(row: Complaint, given: HelperKept, on: Occasion) -> None:
    """What the helper said stands on the file, for both sides to read."""
    what = _("The opinion was not kept.")
    _hear(row, _task(row, given.helper, what), given.opinion, given.file, on, what)


@act(MEDIATING, None, by=INVITED, label=gettext_lazy("Give your opinion"))
def give_helper_opinion(row: Complaint, given: HelperSpeaks, on: Occasion) -> None:
    """The helper writes it under the own account."""
    what = _("The opinion was not kept.")
    task = row.helper_tasks.filter(account=on.principal.user_id, opinion="", released="").first()
    if task is None:
        raise NotAllowed(what, fact=_("Nothing is awaited of you here."))
    _hear(row, task, given.opinion, given.file, on, what)
    tell_handler(row, on, told(row.number, _("a helper has given an opinion")))


@act(MEDIATING, None, by=(APPLICANT, COUNTERPARTY), label=gettext_lazy("Object to a helper"))
def doubt_helper(row: Complaint, given: HelperDoubted, on: Occasion) -> None:
    """回避: a side says why this person should not help (art. 19); until it is decided no opinion is heard."""
    task = _task(row, given.helper, _("No objection was made."))
    own = row.parties.filter(principal__in=on.principal.names, role=APPLICANT).exists()
    task.doubt, task.doubt_by = given.reason, "consumer" if own else "business"
    task.save(update_fields=["doubt", "doubt_by"])
    on.note = f"{task.name}：{given.reason}"
    tell_handler(row, on, told(row.number, _("a side objects to a helper")), on.note)


@act(MEDIATING, None, by=LEADERS, label=gettext_lazy("Decide on the objection to a helper"))
def decide_on_helper(row: Complaint, given: HelperDecided, on: Occasion) -> None:
    """A leader releases the helper or says why not; both sides are told."""
    what = _("Nothing was decided.")
    task = _task(row, given.helper, what)
    if not task.doubt:
        raise Conflict(what, fact=_("Nobody has objected to this person."))
    task.doubt, task.released = "", given.reason if given.agreed else ""
    task.save(update_fields=["doubt", "released"])
    result = _("the helper is released") if given.agreed else _("the helper stays")
    on.note = f"{task.name}：{given.reason}"
    tell_both(row, on, told(row.number, result), on.note)


@act(MEDIATING, None, by=STAFF, label=gettext_lazy("Release a helper"))
def release_helper(row: Complaint, given: HelperReleased, on: Occasion) -> None:
    """The helper declines, or a relation to a side has come out."""
    task = _task(row, given.helper, _("Nobody was released."))
    task.doubt, task.released = "", given.reason
    task.save(update_fields=["doubt", "released"])
    on.note = f"{task.name}：{given.reason}"
    tell_both(row, on, told(row.number, _("the helper is released")), on.note)
