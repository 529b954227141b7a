"""Reports from the ground: seen, where, picture; each gets an answer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection import queries
from hengjian.apps.inspection.procedures import FieldReport
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import NotAllowed


class GroundReport(Given):
    seen: str = ask(gettext_lazy("What did you see?"), lines=3, at_least=4, at_most=1000)
    place: str = ask(gettext_lazy("Where?"), at_least=2, at_most=200)
    file: str = ask(gettext_lazy("Picture"), kind="file", default="")


class GroundAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=4, at_most=900)
    pursue: bool = ask(gettext_lazy("Pursue it as a lead"), kind="check", default=False)


@act(None, FieldReport.sent, by=ANYONE, label=gettext_lazy("Report what you saw"))
def report(row: FieldReport, given: GroundReport, on: Occasion) -> None:
    """A social supervisor or village information officer reports."""
    watcher = queries.watcher_of(on.principal.user_id)
    if watcher is None:
        raise NotAllowed(
            _("The report was not taken."),
            fact=_("Your account is not that of a social supervisor or village information officer."),
            remedy=_("Use the complaints and reports page, or have your office register you."),
        )
    row.code, row.seen, row.place = watcher.code, given.seen, given.place
    row.title = f"{watcher.get_kind_display()}：{given.seen[:60]}"
    row.synthetic = row.synthetic or watcher.synthetic
    on.keep_sent(given.file, "现场照片")
    if on.principal.kind != "party":
        on.admit(f"user:{on.principal.user_id}", "applicant")


@act(
    FieldReport.sent,
    (FieldReport.answered, FieldReport.followed),
    by=Role.HANDLER,
    label=gettext_lazy("Answer the report"),
)
def answer_report(row: FieldReport, given: GroundAnswer, on: Occasion) -> State:
    """Every report is answered; what is more than a trifle becomes a lead."""
    row.answer = given.answer
    on.note = given.answer
    on.tell("applicant", title=_("Answer to your report: %(number)s") % {"number": row.number}, body=given.answer)
    if not given.pursue:
        return FieldReport.answered
    given_on = {
        "source": "watcher",
        "source_number": row.number,
        "source_proceeding": row.pk,
        "subject": None,
        "authority": row.code,
        "cause": "",
        "what": f"{row.seen}（{row.place}）",
    }
    on.then("enforcement.lead.hand_over_found", None, given_on)
    return FieldReport.followed
