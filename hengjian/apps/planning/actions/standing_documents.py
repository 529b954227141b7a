"""A normative document that has been issued: filing, evaluation, clean-up, repeal, end."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import NormativeText
from hengjian.apps.planning.procedures import NormativeDocument
from hengjian.apps.planning.queries import documents as queries
from hengjian.apps.planning.queries.programmes import after
from hengjian.apps.planning.rules import documents as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .assessed import keep
from .assessments import STAFF
from .documents import DocumentReason

DOC = NormativeDocument
OUTCOMES = [
    ("keep", gettext_lazy("Keep it")),
    ("prolong", gettext_lazy("Keep it for longer")),
    ("repeal", gettext_lazy("Repeal it")),
]


class DocumentFiling(Given):
    filed_on: date = ask(gettext_lazy("Date of filing"), kind="date")
    filing_number: str = ask(gettext_lazy("Filing number"), at_least=2, at_most=80)
    file: str = ask(gettext_lazy("Receipt"), kind="file", default="")


class DocumentEvaluation(Given):
    evaluation: str = ask(gettext_lazy("How it has worked"), lines=6, at_least=8, at_most=2000)
    outcome: str = ask(gettext_lazy("Outcome"), choices=OUTCOMES)
    until: date | None = ask(gettext_lazy("New last day, where it is kept for longer"), kind="date", default=None)


@act(DOC.filing, DOC.in_force, by=STAFF, label=gettext_lazy("Record where it was filed"), basis=rules.TERM)
def file_upward(row: NormativeDocument, given: DocumentFiling, on: Occasion) -> None:
    """Received by the authority that keeps the filings; in time or not is told by the day of receipt."""
    what = _("The filing was not recorded.")
    if row.issued_on is None or not row.issued_on <= given.filed_on <= on.day:
        fact = _("It is filed after it was issued and not later than today.")
        raise Incomplete(what, fields={"filed_on": fact})
    row.filed_on, row.filing_number = given.filed_on, given.filing_number
    row.filed_late = row.due is not None and given.filed_on > row.due.date()
    NormativeText.objects.filter(proceeding_id=row.pk).update(
        filed_on=given.filed_on, filing_number=given.filing_number
    )
    keep(given.file, "备案回执", on)


@act(DOC.in_force, DOC.evaluating, by=STAFF, label=gettext_lazy("Begin an evaluation or clean-up"))
def begin_evaluation(row: NormativeDocument, given: DocumentReason, on: Occasion) -> None:
    """Before it ends, or when texts are cleaned up."""
    on.note = given.reason


@act(
    DOC.evaluating,
    (DOC.in_force, DOC.repealed),
    by=Role.HEAD,
    label=gettext_lazy("Decide on the evaluation"),
    discloses=queries.ENDED,
)
def decide_evaluation(row: NormativeDocument, given: DocumentEvaluation, on: Occasion) -> State:
    """Kept, kept for longer, or repealed, with how it has worked."""
    row.evaluation = given.evaluation
    if given.outcome == "repeal":
        _end(row, given.evaluation, on)
        return DOC.repealed
    if given.outcome == "prolong":
        term = "planning.document.trial_validity" if row.kind == "trial" else "planning.document.validity"
        what = _("It was not decided.")
        if given.until is None or row.until is None or given.until <= row.until:
            raise Incomplete(what, fields={"until": _("Name a last day after the present one.")})
        rules.validity(on.day, given.until, on.day, on.law.limit(term).amount).require(what)
        row.until = given.until
        NormativeText.objects.filter(proceeding_id=row.pk).update(until=given.until)
        on.then(f"{DOC.key}.lapse", row.pk, at=after(given.until))
    return DOC.in_force


@act(
    (DOC.filing, DOC.in_force),
    DOC.repealed,
    by=Role.HEAD,
    label=gettext_lazy("Repeal the document"),
    discloses=queries.ENDED,
    irreversible=True,
)
def repeal(row: NormativeDocument, given: DocumentReason, on: Occasion) -> None:
    """From today it is no longer in force; the register keeps what it said."""
    _end(row, given.reason, on)


def _end(row: NormativeDocument, reason: str, on: Occasion) -> None:
    on.note = reason
    changed = {"repealed_on": on.day, "repeal_reason": reason[:500]}
    NormativeText.objects.filter(proceeding_id=row.pk).update(**changed)
    body = {"name": row.title, "number": row.document_number, "reason": reason[:500]}
    on.disclose(queries.ENDED, f"废止：{row.title}"[:200], on.law.cite(rules.TERM), body)


@act((DOC.filing, DOC.in_force, DOC.evaluating), DOC.lapsed, by=CLOCK, label=gettext_lazy("The validity is over"))
def lapse(row: NormativeDocument, given: Nothing, on: Occasion) -> None:
    """The last day has passed. One that was prolonged meanwhile lapses on its new last day."""
    if row.until is not None and row.until >= on.day:
        raise Conflict(_("It has not lapsed."), fact=_("It is in force until %(day)s.") % {"day": row.until})
