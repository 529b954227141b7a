"""Sandbox: entry, limits, observation, exit report."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import SandboxTrial
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete


class SandboxEntry(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    trial: str = ask(gettext_lazy("What is to be tried"), lines=3, at_least=8, at_most=500)
    safeguards: str = ask(gettext_lazy("Safeguards offered"), lines=3, at_least=4, at_most=1000)


class SandboxLimits(Given):
    limits: str = ask(gettext_lazy("Limits"), lines=3, at_least=4, at_most=1000)


class SandboxObservation(Given):
    text: str = ask(gettext_lazy("What was observed"), lines=3, at_least=4, at_most=1000)


class SandboxReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=1000)


class SandboxReport(Given):
    report: str = ask(gettext_lazy("Exit report"), lines=8, at_least=20, at_most=3000)


@act(None, SandboxTrial.applied, by=APPLICANT, label=gettext_lazy("Apply for the sandbox"))
def enter(row: SandboxTrial, given: SandboxEntry, on: Occasion) -> None:
    """Something new is to be tried under observation."""
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None or subject.pk not in on.principal.subjects:
        raise Incomplete(_("The trial was not taken in."), fields={"subject": _("There is no such subject.")})
    row.subject, row.subject_name = subject, subject.name
    row.code = subject.division_code
    row.synthetic = row.synthetic or subject.synthetic
    row.trial, row.safeguards = given.trial, given.safeguards
    row.title = f"{subject.name}：沙盒监管"
    on.admit(f"subject:{subject.pk}", "entity")


@act(
    SandboxTrial.applied,
    SandboxTrial.observed,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Admit to the sandbox"),
    discloses="sandbox",
    favourable=True,
    basis="enterprise_inspection_norms",
)
def admit_trial(row: SandboxTrial, given: SandboxLimits, on: Occasion) -> None:
    """Admitted within limits that are public."""
    row.limits = given.limits
    article = on.law.limit("checks.sandbox_term").cite
    body = {"name": row.subject_name, "matter": row.trial, "content": given.limits}
    on.disclose("sandbox", f"{row.subject_name}：进入沙盒监管", article, body)
    on.tell("entity", title=_("Admitted to the sandbox: %(number)s") % {"number": row.number}, body=given.limits)


@act(SandboxTrial.observed, None, by=Role.HANDLER, label=gettext_lazy("Write down an observation"))
def observe(row: SandboxTrial, given: SandboxObservation, on: Occasion) -> None:
    """What is seen during the trial."""
    row.observations = [*row.observations, {"at": on.at.isoformat(), "by": on.principal.name, "text": given.text}]


@act(SandboxTrial.observed, SandboxTrial.reporting, by=CLOCK, label=gettext_lazy("Term is over"))
def end_term(row: SandboxTrial, given: Nothing, on: Occasion) -> None:
    """The term of observation is over; the report is due."""


@act(
    (SandboxTrial.observed, SandboxTrial.reporting),
    SandboxTrial.left,
    by=(Role.HANDLER, Role.APPROVER),
    label=gettext_lazy("Report and leave the sandbox"),
    favourable=True,
)
def leave(row: SandboxTrial, given: SandboxReport, on: Occasion) -> State:
    """What was learnt, and how the trade is supervised from now on."""
    row.exit_report = given.report
    on.note = given.report[:500]
    on.tell("entity", title=_("You have left the sandbox: %(number)s") % {"number": row.number})
    return SandboxTrial.left


@act(
    SandboxTrial.observed,
    SandboxTrial.stopped,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Stop the trial"),
    favourable=False,
)
def stop_trial(row: SandboxTrial, given: SandboxReason, on: Occasion) -> None:
    """Limits were broken or somebody is in danger."""
    on.note = given.reason
    on.tell("entity", title=_("The trial is stopped: %(number)s") % {"number": row.number}, body=given.reason)


@act(
    SandboxTrial.applied,
    SandboxTrial.refused,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Do not admit"),
    favourable=False,
)
def refuse_trial(row: SandboxTrial, given: SandboxReason, on: Occasion) -> None:
    """Not admitted, with reasons."""
    on.note = given.reason
    on.tell("entity", title=_("Not admitted to the sandbox: %(number)s") % {"number": row.number}, body=given.reason)
