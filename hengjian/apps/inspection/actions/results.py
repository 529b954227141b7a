"""The result: its codes, what follows from them, its publication by the clock (20 working days, 国发〔2019〕5号)."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import InspectionItem
from hengjian.apps.inspection.procedures import CorrectionOrder, SiteCheck
from hengjian.apps.inspection.rules import results as rules
from hengjian.apps.inspection.rules.catalogue import question, results
from hengjian.apps.inspection.rules.origins import ORIGINS
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

YEAR = timedelta(days=365)
CODES = [(one.code, f"{one.code} {one.zh}") for one in results().values()]


class CheckConclusion(Given):
    codes: list[str] = ask(gettext_lazy("Result of a check"), choices=CODES)
    finding: str = ask(gettext_lazy("Finding in words"), lines=3, at_least=4, at_most=1500)


def outcome(row: SiteCheck) -> rules.Outcome:
    """The record as the rule looks at it."""
    ordered = CorrectionOrder.objects.filter(check_id=row.pk).exclude(state="lifted").exists()
    standing = row.subject.status if row.subject_id and row.subject else "registered"
    return rules.Outcome(tuple(row.items), tuple(row.faults), ordered, standing, row.shown_at is not None)


def decide_codes(row: SiteCheck, codes: list[str], what: Any) -> None:
    """Put the codes on the check if they may be borne together."""
    rules.admissible(codes, outcome(row)).require(what)
    row.codes = [code for code in results() if code in codes]


@act(
    SiteCheck.recorded,
    SiteCheck.concluded,
    by=(Role.HANDLER, Role.APPROVER),
    label=gettext_lazy("Decide the result"),
    certificate=True,
)
def conclude(row: SiteCheck, given: CheckConclusion, on: Occasion) -> None:
    """The national codes that the record bears; leads and the second look follow by themselves."""
    what = _("The result was not decided.")
    unknown = [code for code in given.codes if code not in results()]
    if unknown:
        raise Incomplete(what, fields={"codes": _("Choose one of the values offered.")})
    decide_codes(row, given.codes, what)
    row.finding = given.finding
    follow(row, on)


def follow(row: SiteCheck, on: Occasion) -> None:
    """What a decided result sets going: leads, the end of a second look, the publication, the notice to the subject."""
    for cause in rules.leads(row.codes):
        on.then("enforcement.lead.hand_over_found", None, lead(row, cause, row.finding))
    if row.recheck_of:
        verb = "find_uncorrected" if rules.is_problem(row.codes) or row.faults else "confirm_second_look"
        on.then(f"inspection.correction_order.{verb}", row.recheck_of, {"finding": row.finding[:900]})
    at = deadline.reckon("checks.statement", on.law, on.at)[1].due
    on.then("inspection.site_check.publish_by_clock", row.pk, at=at)
    on.tell("entity", title=_("Result of the check: %(codes)s") % {"codes": words_of(row.codes)}, body=row.finding)


def lead(row: SiteCheck, cause: str, what: str) -> dict[str, Any]:
    """A lead out of a check."""
    faults = [q.ask for key in row.faults if (q := question(key))]
    return {
        "source": "check",
        "source_number": row.number,
        "source_proceeding": row.pk,
        "subject": row.subject_id,
        "authority": row.code,
        "cause": cause,
        "what": ("；".join([what, *faults]))[:1000],
        "items": row.items,
    }


def words_of(codes: list[str]) -> str:
    """The codes in the words of the national list."""
    return "、".join(results()[code].zh for code in codes if code in results())


def result_body(row: SiteCheck) -> dict[str, Any]:
    """What is published of a check: nothing of persons, nothing of how it was weighed."""
    names = dict(InspectionItem.objects.filter(pk__in=row.items).values_list("pk", "name"))
    return {
        "name": row.subject_name,
        "number": row.number,
        "result": words_of(row.codes),
        "items_text": "、".join(names.get(code, code) for code in row.items),
        "origin": str(dict(ORIGIN_WORDS).get(row.origin, row.origin)),
        "date": row.finished_at.date().isoformat() if row.finished_at else "",
        "codes": row.codes,
        "items": row.items,
    }


ORIGIN_WORDS = [
    ("draw", "双随机抽查"),
    ("lead", "线索检查"),
    ("complaint", "投诉举报"),
    ("special_field", "特殊重点领域"),
    ("licence_follow_up", "证后监管"),
    ("emergency", "应急检查"),
    ("transferred", "上级交办、部门移送"),
    ("recheck", "整改复查"),
    ("campaign", "专项行动"),
    ("self_check", "自查未达标"),
    ("full_coverage", "全覆盖检查"),
]


def publish(row: SiteCheck, on: Occasion) -> State:
    """Make the result public; the window for objections begins."""
    article = ORIGINS["draw"].article if row.origin == "draw" else on.law.limit("checks.result_publicity").cite
    term = on.law.limit("checks.result_shown")
    until = on.at + YEAR * term.amount  # a length of publication needs no working day at its end
    title = f"{row.subject_name}：检查结果（{words_of(row.codes)[:60]}）"
    on.disclose("inspection_result", title[:200], article, result_body(row), until=until)
    row.published_at, row.published_act = on.at, on.act_id
    on.tell("entity", title=_("The result of the check is public: %(number)s") % {"number": row.number})
    return SiteCheck.published


@act(
    SiteCheck.concluded,
    SiteCheck.published,
    by=CLOCK,
    label=gettext_lazy("Publish the result"),
    discloses="inspection_result",
)
def publish_by_clock(row: SiteCheck, given: Nothing, on: Occasion) -> State:
    """The time to state one's view is over, or at the latest the twenty working days: the result becomes public."""
    return publish(row, on)


@act(
    SiteCheck.concluded,
    SiteCheck.published,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Publish the result now"),
    discloses="inspection_result",
)
def publish_now(row: SiteCheck, given: Nothing, on: Occasion) -> State:
    """Publish before the clock does, where the subject has nothing to say or the matter is urgent."""
    return publish(row, on)


@act(SiteCheck.published, SiteCheck.closed, by=CLOCK, label=gettext_lazy("Close the check"))
def close_check(row: SiteCheck, given: Nothing, on: Occasion) -> None:
    """Nobody has objected in time."""
