"""Acts on data that are said to be wrong: told by anybody, checked by who answers for them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.procedures import DataCorrection
from hengjian.apps.datacentre.queries.opening import title_of
from hengjian.apps.datacentre.queries.owners import authority_for
from hengjian.apps.datacentre.rules.corrections import ARTICLE, fault
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority, Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.refusal import Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
MOST = 2**62


class DataFault(Given):
    resource: str = ask(gettext_lazy("Dataset"), kind="correctable", at_most=80)
    record: str = ask(
        gettext_lazy("Which record"),
        at_most=200,
        default="",
        help=gettext_lazy("Number, title or name, so that it can be found."),
    )
    disclosure: int | None = ask(
        gettext_lazy("Number of the record"), kind="number", default=None, at_least=1, at_most=MOST
    )
    subject: int | None = ask(gettext_lazy("Business"), kind="subject", default=None)
    place: str = ask(gettext_lazy("Authority"), kind="share_place", default="", at_most=12)
    field: str = ask(gettext_lazy("Which field"), default="", at_most=80)
    wrong: str = ask(gettext_lazy("What the record says"), default="", at_most=300)
    right: str = ask(gettext_lazy("What it should say"), default="", at_most=300)
    why: str = ask(
        gettext_lazy("Why it is wrong"),
        lines=3,
        at_least=4,
        at_most=1000,
        help=gettext_lazy("What shows it. Leave out names and telephone numbers."),
    )


class DataCorrected(Given):
    answer: str = ask(gettext_lazy("What was put right"), lines=3, at_least=4, at_most=1000)
    withdraw: bool = ask(gettext_lazy("Take the wrong record out of the public"), kind="check", default=False)


class DataKept(Given):
    answer: str = ask(gettext_lazy("Why the data are right"), lines=3, at_least=4, at_most=1000)


class FaultAside(Given):
    answer: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=1000)


@act(None, DataCorrection.received, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Say that data are wrong"))
def report_fault(row: DataCorrection, given: DataFault, on: Occasion) -> None:
    """Which record and field is wrong, and why; whoever answers for it checks and answers within the limit."""
    what = _("It was not taken.")
    title = title_of(given.resource)
    if title is None:
        raise Incomplete(what, fields={"resource": _("There is no such resource in the catalogue.")})
    shown = Disclosure.objects.filter(pk=given.disclosure).first() if given.disclosure else None
    row.subject = shown.subject if shown else Subject.objects.filter(pk=given.subject or 0).first()
    row.subject_name = row.subject.name if row.subject else ""
    record = given.record or (shown.title if shown else row.subject_name)
    owner = authority_for(shown.code if shown else given.place, row.subject)
    fault(record, given.wrong, given.right, bool(owner), on.law).require(what)
    row.resource, row.resource_title, row.record = given.resource, title[:200], record[:200]
    row.disclosure = shown.pk if shown else None
    row.field, row.wrong, row.right, row.why = given.field, given.wrong, given.right, given.why
    row.title = f"{title}：{record}"[:200]
    row.synthetic = row.synthetic or bool(shown and shown.synthetic) or bool(row.subject and row.subject.synthetic)
    if on.principal.kind != "officer" or on.principal.sees(owner):
        row.code = owner
    else:
        # Nobody opens a matter in another's place: it is opened in one's own, and the note says whom it goes to.
        name = Authority.objects.filter(pk=owner).values_list("name", flat=True).first()
        on.note = _("To be transferred to %(authority)s, who answers for the record.") % {"authority": name}


@act(
    DataCorrection.received,
    DataCorrection.corrected,
    by=STAFF,
    label=gettext_lazy("Data corrected"),
    basis=ARTICLE,
    favourable=True,
)
def correct_data(row: DataCorrection, given: DataCorrected, on: Occasion) -> None:
    """It was wrong and has been put right; a wrong record that is public may be taken out at once."""
    row.answer = given.answer
    if given.withdraw:
        if row.disclosure is None:
            fault = _("No public record is named here.")
            raise Incomplete(_("It was not closed."), fields={"withdraw": fault})
        Disclosure.objects.filter(pk=row.disclosure, withdrawn_at=None).update(withdrawn_at=on.at)
    _tell(row, on, _("The data were corrected: %(number)s"))


@act(
    DataCorrection.received,
    DataCorrection.kept,
    by=STAFF,
    label=gettext_lazy("Data are right"),
    basis=ARTICLE,
    favourable=False,
)
def keep_data(row: DataCorrection, given: DataKept, on: Occasion) -> None:
    """They agree with their source; why is told."""
    row.answer = given.answer
    _tell(row, on, _("The data are right: %(number)s"))


@act(DataCorrection.received, DataCorrection.aside, by=STAFF, label=gettext_lazy("Set aside as not about data"))
def set_fault_aside(row: DataCorrection, given: FaultAside, on: Occasion) -> None:
    """It is a complaint, a question or nothing; what to do instead is told."""
    row.answer = given.answer
    _tell(row, on, _("Not about data: %(number)s"))


def _tell(row: DataCorrection, on: Occasion, title: str) -> None:
    on.note = row.answer
    on.tell(APPLICANT, title=title % {"number": row.number}, body=row.answer)
