"""What comes between acceptance and decision: on-site check, experts, hearing (Licensing Law, arts. 34, 45-48)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.licensing.procedures import PermitApplication
from hengjian.apps.licensing.rules import examination as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.refusal import Incomplete

from .permits import HOLDER

NOT_COUNTED = "licensing_law art. 45"


class Visit(Given):
    companion: int = ask(gettext_lazy("Second officer"), kind="officer")
    day: str = ask(gettext_lazy("Day of the check"), kind="date", pattern=r"^\d{4}-\d{2}-\d{2}$")


class ReviewSeen(Given):
    passed: bool = ask(gettext_lazy("The conditions are met"), kind="check", default=False)
    finding: str = ask(gettext_lazy("What was found"), lines=4, at_least=4, at_most=1000)


class ReviewQuestion(Given):
    question: str = ask(gettext_lazy("What the experts shall judge"), lines=3, at_least=4, at_most=1000)


class ReviewOpinion(Given):
    opinion: str = ask(
        gettext_lazy("Opinion of the experts"),
        lines=4,
        default="",
        at_most=1500,
        help=gettext_lazy("Left empty, the conclusion of the panel that was called for this matter stands."),
    )


class Hearing(Given):
    reason: str = ask(gettext_lazy("Whose interests are concerned, and why"), lines=3, at_least=4, at_most=500)


class Minutes(Given):
    minutes: str = ask(gettext_lazy("Minutes of the hearing"), lines=5, at_least=4, at_most=2000)


def companion(given: Visit, on: Occasion) -> Officer:
    """The second officer; one alone may not visit."""
    found = Officer.objects.filter(pk=given.companion, active=True).select_related("user").first()
    if found is None:
        raise Incomplete(_("No check was announced."), fields={"companion": _("There is no such officer.")})
    rules.visitors([on.principal.officer_id or 0, found.pk], on.law).require(_("No check was announced."))
    return found


@act(
    PermitApplication.examination,
    PermitApplication.visit,
    by=Role.HANDLER,
    label=gettext_lazy("Announce an on-site check"),
    paper="licensing.visit",
    certificate=True,
)
def announce_visit(row: PermitApplication, given: Visit, on: Occasion) -> None:
    """Two officers will see the premises (art. 34); the time to decide runs on."""
    second = companion(given, on)
    on.note = f"{given.day}：{on.principal.name}、{second.user}"
    article = on.law.cite("licensing_law art. 34").text("zh-hans")
    data = {"to": row.subject_name, "item": row.wanted.name, "day": given.day, "premises": row.premises,
            "officers": [on.principal.name, str(second.user)], "conditions": list(row.wanted.conditions),
            "basis": [article]}  # fmt: skip
    on.issue("licensing.visit", "现场核查通知书", data)
    on.tell(*HOLDER, title=_("On-site check: %(item)s") % {"item": row.wanted.name}, body=on.note)


@act(
    PermitApplication.visit,
    PermitApplication.examination,
    by=Role.HANDLER,
    label=gettext_lazy("Record the on-site check"),
    certificate=True,
)
def record_visit(row: PermitApplication, given: ReviewSeen, on: Occasion) -> None:
    """What was found on the premises."""
    row.visited, row.finding = ("passed" if given.passed else "failed"), given.finding
    on.note = given.finding


@act(
    PermitApplication.examination,
    PermitApplication.expertise,
    by=Role.HANDLER,
    label=gettext_lazy("Send to experts"),
)
def ask_experts(row: PermitApplication, given: ReviewQuestion, on: Occasion) -> None:
    """Experts review it; their time does not count, and the applicant is told (art. 45)."""
    article = on.law.cite(NOT_COUNTED).text("zh-hans")
    on.stop_clock(_("Review by experts"), article)
    on.note = given.question
    on.tell(*HOLDER, title=_("Experts review your application: the time does not count"), body=article)


@act(
    PermitApplication.expertise,
    PermitApplication.examination,
    by=Role.HANDLER,
    label=gettext_lazy("Record the experts' opinion"),
)
def record_expertise(row: PermitApplication, given: ReviewOpinion, on: Occasion) -> None:
    """The experts have spoken; the time runs on."""
    opinion = given.opinion or register.conclusion_on(row.pk)
    if not opinion:
        what = _("No opinion was recorded.")
        raise Incomplete(what, fields={"opinion": _("No panel has concluded on this matter: write the opinion.")})
    on.resume_clock()
    on.note = opinion


@act(
    PermitApplication.examination,
    PermitApplication.hearing,
    by=(Role.HANDLER, Role.HEAD),
    label=gettext_lazy("Hold a hearing"),
    paper="licensing.hearing",
)
def call_hearing(row: PermitApplication, given: Hearing, on: Occasion) -> None:
    """Applicant and others concerned may be heard; the time of the hearing does not count (arts. 45-47)."""
    on.stop_clock(_("Hearing"), on.law.cite(NOT_COUNTED).text("zh-hans"))
    on.note = given.reason
    article = on.law.cite("licensing_law art. 47").text("zh-hans")
    days = on.law.limit("licensing.hearing_request").amount
    data = {"to": row.subject_name, "item": row.wanted.name, "reason": given.reason, "days": days, "basis": [article]}
    on.issue("licensing.hearing", "许可听证告知书", data)
    on.tell(*HOLDER, title=_("Hearing: %(item)s") % {"item": row.wanted.name}, body=given.reason)


@act(
    PermitApplication.hearing,
    PermitApplication.examination,
    by=(Role.HANDLER, Role.HEAD),
    label=gettext_lazy("Close the hearing"),
)
def close_hearing(row: PermitApplication, given: Minutes, on: Occasion) -> None:
    """The decision will rest on the minutes (art. 48)."""
    on.resume_clock()
    on.note = given.minutes


@act(PermitApplication.hearing, PermitApplication.examination, by=APPLICANT, label=gettext_lazy("Waive the hearing"))
def waive_hearing(row: PermitApplication, given: Nothing, on: Occasion) -> None:
    """The applicant does without a hearing; the time runs on."""
    on.resume_clock()
