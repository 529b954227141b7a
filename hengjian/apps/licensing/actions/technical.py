"""技术评审: dossier, reviewers, questions that stop the clock, inspection, opinions, decision."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.licensing.procedures import TechnicalReview
from hengjian.apps.licensing.procedures.technical import MATTERS
from hengjian.apps.licensing.rules import examination as rules
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import intake, permits
from .permits import HOLDER
from .review import ReviewQuestion, ReviewSeen


class Dossier(intake.IntakeRequest):
    matter: str = ask(
        gettext_lazy("Matter"), choices=MATTERS, pattern="^(registration|reregistration|variation|innovation)$"
    )


class Panel(Given):
    reviewers: list[str] = ask(
        gettext_lazy("Reviewers"),
        kind="expert",
        default=[],
        help=gettext_lazy("Where a lot was drawn for the matter, those drawn are appointed."),
    )


class TechnicalAnswered(Given):
    answer: str = ask(gettext_lazy("Answer to all questions, at once"), lines=5, at_least=4, at_most=2000)


class TechnicalOpinion(Given):
    reviewer: str = ask(gettext_lazy("Reviewer"), kind="panel_member", pattern=r"^\d+$")
    agreed: bool = ask(gettext_lazy("In favour"), kind="check", default=False)
    opinion: str = ask(gettext_lazy("Opinion"), lines=4, at_least=4, at_most=1000)


@act(None, TechnicalReview.received, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Submit a dossier"))
def file(row: TechnicalReview, given: Dossier, on: Occasion) -> None:
    """Submit a dossier for registration or re-registration."""
    intake.take(row, given, on, route="technical")
    row.matter, row.received_at = given.matter, on.at


@act(
    TechnicalReview.received,
    TechnicalReview.correction,
    by=Role.HANDLER,
    label=gettext_lazy("Tell what is missing"),
    paper="licensing.correction",
    favourable=False,
)
def request_correction(row: TechnicalReview, given: intake.IntakeDemand, on: Occasion) -> None:
    """Tell all that is missing at once."""
    intake.demand(row, given, on)


@act(
    TechnicalReview.correction,
    TechnicalReview.received,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Bring what is missing"),
)
def correct(row: TechnicalReview, given: intake.Brought, on: Occasion) -> None:
    """Bring the missing parts of the dossier."""
    intake.bring(row, given, on)
    row.received_at = on.at


@act(
    TechnicalReview.received,
    TechnicalReview.appointment,
    by=Role.HANDLER,
    label=gettext_lazy("Accept"),
    paper="licensing.acceptance",
)
def accept(row: TechnicalReview, given: Nothing, on: Occasion) -> None:
    """Accept; the time of the review begins."""
    found = intake.accepted(row, on, tolerant=True)
    intake.acceptance_paper(row, on, [m.name for m in found.missing])


@act(TechnicalReview.received, TechnicalReview.appointment, by=CLOCK, label=gettext_lazy("Counts as accepted"))
def deem_accepted(row: TechnicalReview, given: Nothing, on: Occasion) -> None:
    """Nothing was said in five working days: accepted as of the day it was received."""
    on.count_from(row.received_at or row.opened_at)


@act(
    (TechnicalReview.appointment, TechnicalReview.review),
    TechnicalReview.review,
    by=Role.HANDLER,
    label=gettext_lazy("Appoint reviewers"),
    internal=True,
)
def appoint(row: TechnicalReview, given: Panel, on: Occasion) -> None:
    """Competent, enough, and none who must stand back; whom the lot has chosen, where one was drawn."""
    drawn = register.drawn_for(row.pk)
    chosen = drawn or list(register.named(given.reviewers).values())
    if drawn and set(given.reviewers) - {str(e.pk) for e in drawn}:
        fact = _("A lot was drawn for this matter: %(names)s.") % {"names": "、".join(e.name for e in drawn)}
        raise Incomplete(_("Nobody was appointed."), fact=fact, fields={"reviewers": fact})
    reviewers = [
        rules.Reviewer(e.pk, e.name, tuple(e.items), e.active, register.recused(e, row.subject_name)) for e in chosen
    ]
    rules.panel(reviewers, row.wanted.pk, on.law).require(_("Nobody was appointed."))
    if row.opinions:
        raise Conflict(
            _("Nobody was appointed."),
            fact=_("Opinions have been given already."),
            remedy=_("Go on with the reviewers who are appointed."),
        )
    row.reviewers = [r.id for r in reviewers]
    on.note = "、".join(r.name for r in reviewers)


@act(
    TechnicalReview.review,
    TechnicalReview.questions,
    by=Role.HANDLER,
    label=gettext_lazy("Pass on questions"),
    paper="licensing.questions",
)
def put_questions(row: TechnicalReview, given: ReviewQuestion, on: Occasion) -> None:
    """Questions of the reviewers, once and all together; the time of the review stands still until the answer."""
    if row.question:
        raise Conflict(
            _("No question was put."),
            fact=_("Questions have been put already; they are put once."),
            article=on.law.cite("device_registration_measures").text("zh-hans"),
            remedy=_("Judge by what is there."),
        )
    limit, reckoning = deadline.reckon("licensing.dossier_answer", on.law, on.at)
    row.question, row.answer_by = given.question, reckoning.due
    on.note = given.question
    on.stop_clock(_("Applicant answers the reviewers"), limit.basis("zh-hans"))
    on.then("licensing.technical_review.not_answered", row.pk, at=reckoning.due)
    data = {
        "to": row.subject_name,
        "item": row.wanted.name,
        "questions": [given.question],
        "basis": [limit.basis("zh-hans")],
    }
    on.issue("licensing.questions", "补充资料通知书", data)
    on.tell(*HOLDER, title=_("Questions of the reviewers: %(item)s") % {"item": row.wanted.name}, body=given.question)


@act(TechnicalReview.questions, TechnicalReview.review, by=APPLICANT, label=gettext_lazy("Answer the reviewers"))
def answer(row: TechnicalReview, given: TechnicalAnswered, on: Occasion) -> None:
    """The applicant answers; the time of the review runs on where it stood."""
    row.answer = given.answer
    on.note = given.answer
    on.resume_clock()


@act(
    TechnicalReview.questions,
    TechnicalReview.refused,
    by=CLOCK,
    held="*",
    label=gettext_lazy("Not answered in time"),
    paper="licensing.refusal",
    favourable=False,
)
def not_answered(row: TechnicalReview, given: Nothing, on: Occasion) -> None:
    """A year has gone without an answer: the registration ends."""
    intake.refusal_paper(row, on, _("The questions of the reviewers were not answered within the time."))


@act(
    TechnicalReview.review,
    TechnicalReview.inspection,
    by=Role.HANDLER,
    label=gettext_lazy("Order an inspection of the system"),
    certificate=True,
)
def order_inspection(row: TechnicalReview, given: ReviewQuestion, on: Occasion) -> None:
    """The quality system is inspected on site; its time does not count (Licensing Law, art. 45)."""
    on.stop_clock(_("Inspection of the system"), on.law.cite("licensing_law art. 45").text("zh-hans"))
    on.note = given.question


@act(
    TechnicalReview.inspection,
    TechnicalReview.review,
    by=Role.HANDLER,
    label=gettext_lazy("Record the inspection"),
    certificate=True,
)
def record_inspection(row: TechnicalReview, given: ReviewSeen, on: Occasion) -> None:
    """What the inspectors found."""
    row.inspected = "passed" if given.passed else "failed"
    on.resume_clock()
    on.note = given.finding


@act(TechnicalReview.review, None, by=Role.HANDLER, label=gettext_lazy("Enter an opinion"), internal=True)
def give_opinion(row: TechnicalReview, given: TechnicalOpinion, on: Occasion) -> None:
    """The opinion of one reviewer; each gives one."""
    who = int(given.reviewer)
    given_already = {o["reviewer"] for o in row.opinions}
    if who not in row.reviewers or who in given_already:
        message = _("This reviewer is not appointed, or has given an opinion.")
        raise Incomplete(_("No opinion was entered."), fields={"reviewer": message})
    row.opinions = [*row.opinions, {"reviewer": who, "agreed": given.agreed, "opinion": given.opinion}]
    on.note = given.opinion


@act(TechnicalReview.review, TechnicalReview.decision, by=Role.HANDLER, label=gettext_lazy("Close the review"))
def close_review(row: TechnicalReview, given: intake.Remark, on: Occasion) -> None:
    """All reviewers have spoken; the decision is due."""
    waiting = len(row.reviewers) - len(row.opinions)
    if waiting:
        raise Conflict(
            _("The review was not closed."),
            fact=_("%(count)d reviewers have not given an opinion.") % {"count": waiting},
            remedy=_("Enter their opinions first."),
        )
    on.note = given.note


@act(
    TechnicalReview.decision,
    TechnicalReview.granted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Register"),
    paper="licensing.permit",
    discloses="permit",
    apart_from={"file", "close_review"},
    favourable=True,
)
def grant(row: TechnicalReview, given: Nothing, on: Occasion) -> None:
    """Register, if a majority of the reviewers is in favour and no inspection failed."""
    in_favour = sum(o["agreed"] for o in row.opinions)
    if 2 * in_favour <= len(row.opinions) or row.inspected == "failed":
        raise Conflict(
            _("It was not registered."),
            fact=_("%(count)d of %(all)d reviewers are in favour; inspection: %(inspected)s.")
            % {"count": in_favour, "all": len(row.opinions), "inspected": row.inspected or "—"},
            article=on.law.cite("licensing_law art. 38").text("zh-hans"),
            remedy=_("Refuse with reasons."),
        )
    permits.grant(row, on, row.wanted.mode)


@act(
    TechnicalReview.decision,
    TechnicalReview.refused,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Do not register"),
    paper="licensing.refusal",
    irreversible=True,
    apart_from="file",
    favourable=False,
)
def refuse(row: TechnicalReview, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Refuse with reasons and remedies."""
    intake.refusal_paper(row, on, given.reason)


@act(
    (
        TechnicalReview.received,
        TechnicalReview.correction,
        TechnicalReview.appointment,
        TechnicalReview.review,
        TechnicalReview.questions,
        TechnicalReview.inspection,
    ),
    TechnicalReview.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
    favourable=False,
)
def withdraw(row: TechnicalReview, given: Nothing, on: Occasion) -> None:
    """Take the dossier back."""
