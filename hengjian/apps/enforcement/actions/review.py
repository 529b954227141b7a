"""Another person looks at the case: review, legal review where it is compulsory, discussion of the heads (处罚法 57, 58)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules import limits as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete, NotAllowed

from . import printer
from .cases import members

SIX = "管辖权；当事人的基本情况；事实是否清楚、证据是否充分；定性是否准确；适用依据是否正确；程序是否合法；处理是否适当"


class CaseReview(Given):
    opinion: str = ask(gettext_lazy("Opinion of the review"), lines=4, default="", at_most=3000)
    qualification: str = ask(
        gettext_lazy("Legal qualification of the reviewer"),
        default="",
        at_most=80,
        help=gettext_lazy("Number of the national legal qualification; needed where legal review is compulsory."),
    )


class MoreWork(Given):
    reason: str = ask(gettext_lazy("What is still to be done"), lines=4, at_least=4, at_most=2000)


class CaseTeam(Given):
    officers: list[int] = ask(gettext_lazy("Officers"), kind="case_officers")


class Discussion(Given):
    participants: list[int] = ask(gettext_lazy("Who took part"), kind="case_officers")
    opinion: str = ask(gettext_lazy("What was said"), lines=5, default="", at_most=4000)
    conclusion: str = ask(gettext_lazy("Conclusion"), lines=3, default="", at_most=2000)


def large(row: Case, on: Occasion) -> bool:
    """Would the amounts open a hearing? The same amounts are large for the discussion (程序规定 60)."""
    return printer.hearing_due(row, on.law)


@act(
    Case.concluded,
    Case.reviewed,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Review the case"),
    apart_from=("propose", "conclude"),
    basis="penalty_law art. 58; samr_penalty_procedure",
    internal=True,
)
def review_case(row: Case, given: CaseReview, on: Occasion) -> None:
    """案件审核 before the notice, by somebody who has not investigated."""
    _review(row, given, on, rules.review_due(False, row.complex, row.public_interest))


@act(
    Case.heard,
    None,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Legal review after the hearing"),
    apart_from=("propose", "conclude"),
    basis="penalty_law art. 58",
    internal=True,
)
def review_after_hearing(row: Case, given: CaseReview, on: Occasion) -> None:
    """法制审核: a case that was heard is not decided without it (处罚法 58)."""
    _review(row, given, on, True)


def _review(row: Case, given: CaseReview, on: Occasion, compulsory: bool) -> None:
    what = _("The review was not recorded.")
    if on.principal.officer_id in row.officers:
        raise NotAllowed(
            what,
            fact=_("Who investigates does not review."),
            article=on.law.cite("penalty_law art. 58"),
            remedy=_("Another person must review the case."),
        )
    qualified = given.qualification if compulsory else given.qualification or "本案不属于应当法制审核的案件"
    facts = printer.facts_of(row, on.law) | {"six": SIX, "opinion": given.opinion, "qualification": qualified}
    printer.print_paper(row, "PEN-36", facts, on, what)
    row.review, row.reviewed_on = given.opinion, on.day
    on.note = given.opinion


@act(
    (Case.concluded, Case.reviewed, Case.heard),
    Case.investigation,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Give back for more investigation"),
    internal=True,
    favourable=False,
)
def ask_for_more(row: Case, given: MoreWork, on: Occasion) -> None:
    """退回补充调查: facts unclear or evidence too thin; the ninety days run on."""
    on.note = given.reason
    row.reviewed_on, row.review = None, ""
    if row.handler_id:
        title = _("More investigation is needed: %(number)s") % {"number": row.number}
        on.tell(f"officer:{row.handler_id}", title=title, body=given.reason)


@act(
    (Case.reviewed, Case.noticed, Case.heard),
    None,
    by=Role.HEAD,
    label=gettext_lazy("Record the collective discussion"),
    basis="penalty_law art. 57",
    internal=True,
)
def discuss(row: Case, given: Discussion, on: Occasion) -> None:
    """集体讨论 of the heads in complex or serious cases (处罚法 57)."""
    what = _("The discussion was not recorded.")
    found = Officer.objects.select_related("user").filter(pk__in=given.participants, active=True)
    names = [o.user.display_name for o in found]
    if len(names) < on.law.value("penalty.officers_min").amount:
        fact = _("A discussion needs several participants.")
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 57"), fields={"participants": fact})
    facts = printer.facts_of(row, on.law) | {
        "participants": "、".join(names),
        "opinion": given.opinion,
        "conclusion": given.conclusion,
    }
    printer.print_paper(row, "PEN-42", facts, on, what)
    row.discussed_on, row.discussion = on.day, given.conclusion
    on.note = given.conclusion


@act(
    (Case.proposed, Case.investigation, Case.concluded),
    None,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Change the officers"),
    internal=True,
    held="*",
)
def change_team(row: Case, given: CaseTeam, on: Occasion) -> None:
    """Recusal, transfer, leave: two others or one other take over (处罚法 42, 43)."""
    what = _("The officers were not changed.")
    barred = set(row.recusals.filter(officer_id__in=given.officers).values_list("officer_id", flat=True))
    if barred:
        fact = _("A recused officer does not investigate.")
        raise Incomplete(what, fact=fact, article=on.law.cite("penalty_law art. 43"), fields={"officers": fact})
    row.team = members(given.officers, row, on, what)
    row.handler_id, row.handler_name = row.team[0]["officer"], row.team[0]["name"]
    on.note = "、".join(one["name"] for one in row.team)
