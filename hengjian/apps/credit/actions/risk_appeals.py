"""Appeals against a class or a fact it rests on: filed by the subject, decided by an officer within the time limit."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.models import RiskGrade, RiskSetAside
from hengjian.apps.credit.procedures.risk import ASKED, RiskAppeal
from hengjian.apps.credit.queries.risk_system import system_on
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, APPLICANT, Role
from hengjian.kernel.refusal import Conflict, Incomplete

BASIS = "credit_risk_opinion"


class Appeal(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    asked: str = ask(gettext_lazy("About"), choices=ASKED, pattern="^(class|fact)$", default="class")
    indicator: str = ask(gettext_lazy("Fact, by its number on the page of your class"), default="", at_most=4)
    reason: str = ask(gettext_lazy("What is wrong, and how it really is"), lines=5, at_least=5, at_most=1000)


class AppealAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=5, at_most=500)


class Owner(Given):
    owner: str = ask(gettext_lazy("Room or authority that keeps the fact and is to correct it"), at_least=2, at_most=80)
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=5, at_most=500)


@act(None, RiskAppeal.received, by=ANYONE, label=gettext_lazy("Appeal against my risk class"), basis=BASIS)
def appeal(row: RiskAppeal, given: Appeal, on: Occasion) -> None:
    """Object to the own class, or to one fact that it rests on."""
    what = _("The appeal was not taken.")
    if given.subject not in on.principal.subjects:
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    grade = RiskGrade.objects.filter(subject_id=given.subject).first()
    if grade is None:
        raise Conflict(what, fact=_("This business has no risk class yet."))
    if given.asked == "fact" and given.indicator not in grade.inputs:
        raise Incomplete(what, fields={"indicator": _("Your class rests on no fact of this number.")})
    if Proceeding.objects.filter(procedure=row.key, subject_id=given.subject, closed_at=None).exists():
        raise Conflict(
            what, fact=_("An appeal of this business is under review."), remedy=_("Wait for its answer, or add to it.")
        )
    subject = Subject.objects.get(pk=given.subject)
    row.subject, row.subject_name = subject, subject.name
    row.code, row.title = subject.office_code or subject.division_code, subject.name
    row.asked, row.indicator, row.reason = given.asked, given.indicator, given.reason
    row.grade_then, row.score_then = grade.grade, grade.score


@act(
    RiskAppeal.received,
    RiskAppeal.set_aside,
    by=(Role.HANDLER, Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Set the fact aside"),
    favourable=True,
)
def set_fact_aside(row: RiskAppeal, given: Owner, on: Occasion) -> None:
    """The fact is doubtful: its owner is to correct it, and until then the class does not rest on it."""
    if row.asked != "fact" or row.subject_id is None:
        raise Conflict(_("Nothing was set aside."), fact=_("The appeal names no fact."))
    length = on.law.value("credit.risk_set_aside")
    RiskSetAside.objects.get_or_create(
        subject_id=row.subject_id,
        indicator=row.indicator,
        since=on.day,
        defaults={"why": f"{row.number}：{given.owner}", "until": on.day + timedelta(days=int(length.amount))},
    )
    name = system_on(on.day).indicator(row.indicator).zh
    row.answer = on.note = given.answer
    on.tell(
        APPLICANT,
        title=_("Your risk class no longer rests on: %(fact)s") % {"fact": name},
        body=_("%(owner)s has been asked to correct it. %(answer)s") % {"owner": given.owner, "answer": given.answer},
    )


@act(
    RiskAppeal.received,
    RiskAppeal.regraded,
    by=(Role.HANDLER, Role.APPROVER, Role.HEAD),
    label=gettext_lazy("The fact is corrected: reckon anew"),
    favourable=True,
)
def regrade(row: RiskAppeal, given: AppealAnswer, on: Occasion) -> None:
    """Whoever keeps the fact has corrected it; the class is reckoned anew right after this act."""
    row.answer = on.note = given.answer
    on.tell(APPLICANT, title=_("Your risk class is reckoned anew: %(name)s") % {"name": row.title}, body=given.answer)


@act(
    RiskAppeal.received,
    RiskAppeal.dismissed,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("The class stands"),
    favourable=False,
)
def dismiss(row: RiskAppeal, given: AppealAnswer, on: Occasion) -> None:
    """The facts are right and the class follows from them."""
    row.answer = on.note = given.answer
    on.tell(APPLICANT, title=_("Your risk class stands: %(name)s") % {"name": row.title}, body=given.answer)
