"""Acts about credit commitments."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.procedures import CreditPromise
from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role

from .taking import OWNER, known, take


class CommitmentText(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    kind: str = ask(gettext_lazy("Kind of commitment"), choices=catalogue.choices("commitments"))
    content: str = ask(gettext_lazy("What is promised"), lines=4, at_least=4, at_most=1000)
    place: str = ask(gettext_lazy("Where else it is shown"), default="", at_most=200)


class CommitmentCheck(Given):
    finding: str = ask(gettext_lazy("What was found"), lines=4, at_least=4, at_most=1000)


@act(
    None,
    CreditPromise.promised,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Publish a credit commitment"),
    paper="kernel.notice",
    basis="credit_system_opinion",
)
def promise(row: CreditPromise, given: CommitmentText, on: Occasion) -> None:
    """The promise is published; its performance is checked in time."""
    what = _("The commitment was not published.")
    subject = take(row, given.subject, on, what)
    kind = known(catalogue.section("commitments"), given.kind, "kind", what)
    row.kind, row.content, row.place = given.kind, given.content, given.place
    body = {"name": subject.name, "kind": kind.zh, "content": given.content, "place": given.place}
    on.disclose("credit_commitment", f"{subject.name}：{kind.zh}", kind.article, body)


@act(
    CreditPromise.promised,
    CreditPromise.kept,
    by=Role.HANDLER,
    label=gettext_lazy("The commitment is kept"),
    certificate=True,
    favourable=True,
)
def find_kept(row: CreditPromise, given: CommitmentCheck, on: Occasion) -> None:
    """Found kept; it counts in the subject's favour."""
    on.note = given.finding


@act(
    CreditPromise.promised,
    CreditPromise.broken,
    by=Role.HANDLER,
    label=gettext_lazy("The commitment is broken"),
    discloses="commitment_breach",
    basis="credit_system_opinion",
    certificate=True,
    favourable=False,
)
def find_broken(row: CreditPromise, given: CommitmentCheck, on: Occasion) -> None:
    """Found broken: published, and no permit is given on this subject's word any more."""
    on.note = given.finding
    kind = catalogue.section("commitments")[row.kind]
    body = {"name": row.subject_name, "kind": kind.zh, "reason": given.finding}
    on.disclose("commitment_breach", f"{row.subject_name}：违反信用承诺（{kind.zh}）", kind.article, body)
    on.tell(*OWNER, title=_("Your commitment was found broken"), body=given.finding)
