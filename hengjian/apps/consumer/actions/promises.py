"""Commitments to take back without reason, worry-free shops, demonstration units."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import ConsumerPromise
from hengjian.apps.consumer.procedures.promises import PROMISES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

LEADERS = (Role.APPROVER, Role.HEAD)
BREACHES = 2  # proven breaches with which a commitment is withdrawn; an authority's own rule
WORDS = {
    "no_reason_return": "线下无理由退货承诺",
    "worry_free": "放心消费承诺",
    "other_shop_return": "异地异店退换货承诺",
    "demonstration": "消费维权示范单位",
}


class PromiseOffer(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=PROMISES)
    days: int | None = ask(
        gettext_lazy("Days within which goods are taken back"), kind="number", default=None, at_least=1, at_most=365
    )
    terms: str = ask(gettext_lazy("What is promised"), lines=4, at_least=8, at_most=1000)


class PromiseBreach(Given):
    what: str = ask(gettext_lazy("What was promised and not kept"), lines=3, at_least=4, at_most=500)
    number: str = ask(gettext_lazy("Number of the matter that proved it"), kind="complaint_number", at_most=60)


class PromiseReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, ConsumerPromise.offered, by=APPLICANT, label=gettext_lazy("Offer a worry-free commitment"))
def offer(row: ConsumerPromise, given: PromiseOffer, on: Occasion) -> None:
    """A business promises more than the law asks."""
    what = _("The commitment was not taken.")
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None or subject.pk not in on.principal.subjects:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    needs_days = given.kind in ("no_reason_return", "other_shop_return")
    least = on.law.value("consumer.no_reason_return")
    if needs_days and (given.days or 0) < least.amount:
        told = _("At least %(days)d days, as for goods bought at a distance.") % {"days": least.amount}
        raise Incomplete(what, article=least.cite, fields={"days": told})
    row.subject, row.subject_name, row.code = subject, subject.name, subject.division_code
    row.synthetic = row.synthetic or subject.synthetic
    row.kind, row.terms, row.days = given.kind, given.terms, given.days if needs_days else None
    row.title = f"{subject.name}：{WORDS[given.kind]}"
    on.admit(f"subject:{subject.pk}", "entity")


@act(
    ConsumerPromise.offered,
    ConsumerPromise.standing,
    by=LEADERS,
    label=gettext_lazy("Recognise"),
    discloses="consumer_promise",
    favourable=True,
    basis="consumer_law art. 32",
)
def recognise_promise(row: ConsumerPromise, given: Nothing, on: Occasion) -> None:
    """Public from now on, by name and place."""
    row.published_act = on.act_id
    body = {"name": row.subject_name, "kind": WORDS[row.kind], "content": row.terms, "days": row.days or ""}
    on.disclose("consumer_promise", row.title, on.law.cite("consumer_law art. 32"), body)
    on.tell("entity", title=_("Recognised: %(title)s") % {"title": row.title})


@act(
    ConsumerPromise.offered,
    ConsumerPromise.refused,
    by=LEADERS,
    label=gettext_lazy("Do not recognise"),
    favourable=False,
)
def refuse_promise(row: ConsumerPromise, given: PromiseReason, on: Occasion) -> None:
    """With reasons; another may be offered at once."""
    on.note = given.reason
    on.tell("entity", title=_("Not recognised: %(title)s") % {"title": row.title}, body=given.reason)


@act(
    ConsumerPromise.standing,
    (ConsumerPromise.standing, ConsumerPromise.withdrawn),
    by=(Role.HANDLER, *LEADERS),
    label=gettext_lazy("Enter a proven breach"),
    favourable=False,
)
def enter_breach(row: ConsumerPromise, given: PromiseBreach, on: Occasion) -> State:
    """The second breach ends it."""
    told = {"at": on.at.isoformat(), "what": given.what, "number": given.number}
    row.broken = [*row.broken, told]
    on.note = f"{given.number}：{given.what}"
    on.tell("entity", title=_("Breach of a commitment: %(title)s") % {"title": row.title}, body=given.what)
    if len(row.broken) < BREACHES:
        return ConsumerPromise.standing
    _unpublish(row, on)
    return ConsumerPromise.withdrawn


@act(
    ConsumerPromise.standing,
    ConsumerPromise.withdrawn,
    by=(APPLICANT, *LEADERS),
    label=gettext_lazy("Withdraw the commitment"),
)
def withdraw_promise(row: ConsumerPromise, given: PromiseReason, on: Occasion) -> None:
    """By the business itself, or by the authority with a reason."""
    on.note = given.reason
    _unpublish(row, on)


@act(ConsumerPromise.standing, ConsumerPromise.ended, by=CLOCK, label=gettext_lazy("Term is over"))
def end_promise(row: ConsumerPromise, given: Nothing, on: Occasion) -> None:
    """To be offered anew."""
    _unpublish(row, on)


def _unpublish(row: ConsumerPromise, on: Occasion) -> None:
    Disclosure.objects.take_back(row.published_act, on.at)
