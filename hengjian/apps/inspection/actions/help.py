"""Help visits: diagnosis, advice, second look. Nothing found here becomes a lead or an order."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import HelpVisit
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Incomplete


class HelpRequest(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    about: str = ask(gettext_lazy("What it is about"), lines=3, at_least=4, at_most=500)


class HelpAdvice(Given):
    diagnosis: str = ask(gettext_lazy("Diagnosis"), lines=4, at_least=4, at_most=1500)
    advice: str = ask(gettext_lazy("Advice"), lines=4, at_least=4, at_most=1500)


class HelpOutcome(Given):
    outcome: str = ask(gettext_lazy("How it stands now"), lines=3, at_least=4, at_most=900)


class HelpDecline(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


@act(None, HelpVisit.asked, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Ask for a help visit"))
def ask_for_help(row: HelpVisit, given: HelpRequest, on: Occasion) -> None:
    """A business asks, or an office offers: what is found is not held against it."""
    subject = Subject.objects.filter(pk=given.subject).first()
    who = on.principal
    mine = subject is not None and (subject.pk in who.subjects or who.sees(subject.division_code))
    if subject is None or not mine:
        raise Incomplete(_("No help visit was opened."), fields={"subject": _("There is no such subject.")})
    row.subject, row.subject_name, row.about = subject, subject.name, given.about
    row.code = subject.office_code or subject.division_code
    row.synthetic = row.synthetic or subject.synthetic
    row.title = f"{subject.name}：帮扶问诊"
    on.admit(f"subject:{subject.pk}", "entity")


@act(HelpVisit.asked, HelpVisit.advised, by=Role.HANDLER, label=gettext_lazy("Give advice"), favourable=True)
def advise(row: HelpVisit, given: HelpAdvice, on: Occasion) -> None:
    """What was seen, and what would put it right."""
    row.diagnosis, row.advice = given.diagnosis, given.advice
    on.tell("entity", title=_("Advice: %(number)s") % {"number": row.number}, body=given.advice)


@act(HelpVisit.advised, HelpVisit.helped, by=Role.HANDLER, label=gettext_lazy("Second look"), favourable=True)
def look_after(row: HelpVisit, given: HelpOutcome, on: Occasion) -> None:
    """A second look; what has been put right meanwhile counts in favour of the business."""
    row.outcome = given.outcome
    on.note = given.outcome


@act(HelpVisit.advised, HelpVisit.ended, by=CLOCK, label=gettext_lazy("End the help"))
def end_help(row: HelpVisit, given: Nothing, on: Occasion) -> None:
    """Nobody has looked again in time; the advice stands."""


@act(HelpVisit.asked, HelpVisit.declined, by=Role.HANDLER, label=gettext_lazy("Decline the visit"))
def decline_help(row: HelpVisit, given: HelpDecline, on: Occasion) -> None:
    """It is not for this office, and it is said whose it is."""
    on.note = given.reason
    on.tell("entity", title=_("No help visit: %(number)s") % {"number": row.number}, body=given.reason)
