"""Rewards for reports: reckoned by tier, decided by the head, claimed by whoever reported, paid."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Report, RewardClaim
from hengjian.apps.consumer.rules import rewards as rules
from hengjian.apps.enforcement import queries as enforcement
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .words import STAFF, fen, letter, zh


class RewardProposed(Given):
    report_number: str = ask(gettext_lazy("Report of a breach"), kind="report_number", at_most=60)
    case_number: str = ask(
        gettext_lazy("Decision"), default="", at_most=80,
        help=gettext_lazy("Decision and amounts are those of the case that the report has led to; typed only where it is "
                          "another authority's."),
    )  # fmt: skip
    fine: Decimal | None = ask(gettext_lazy("Fine"), kind="money", at_least=0, default=None)
    confiscation: Decimal = ask(gettext_lazy("Confiscation"), kind="money", at_least=0, default=Decimal(0))
    tier: str = ask(gettext_lazy("Tier"), choices=rules.TIERS)
    major: bool = ask(gettext_lazy("The breach was a major one"), kind="check", default=True)
    excluded: str = ask(gettext_lazy("Excluded from rewards"), choices=rules.EXCLUDED, default="none")


class RewardDecided(Given):
    finance: str = ask(gettext_lazy("Opinion of the finance department"), lines=2, default="", at_most=300)


class RewardDenied(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class RewardAccount(Given):
    account: str = ask(gettext_lazy("Bank account"), at_least=8, at_most=60, personal=True)


@act(None, RewardClaim.proposed, by=STAFF, label=gettext_lazy("Propose a reward"))
def propose_reward(row: RewardClaim, given: RewardProposed, on: Occasion) -> None:
    """A report has led to a penalty: the amount follows from tier, fine and confiscation."""
    what = _("No reward was proposed.")
    report = Report.objects.filter(number=given.report_number).first()
    if report is None or report.result != "filed":
        raise Incomplete(what, fields={"report_number": _("There is no report of yours that has led to a case.")})
    if not report.named:
        raise Incomplete(what, fields={"report_number": _("Nobody can be found behind an anonymous report.")})
    if RewardClaim.objects.filter(report_id=report.pk).exclude(state="denied").exists():
        raise Conflict(what, fact=_("A reward for this report has been proposed already."))
    number, fine, confiscation = _decision(report, given, what)
    facts = rules.RewardFacts(int(given.tier), fine, confiscation, given.excluded, report.inside, given.major)
    rules.entitled(facts, on.law).require(what)
    found = rules.reward(facts, on.law)
    row.report_id, row.report_number, row.code = report.pk, report.number, report.code
    row.case_number, row.fine, row.confiscation = number, fen(fine) or 0, fen(confiscation) or 0
    row.tier, row.excluded, row.insider = given.tier, given.excluded, report.inside
    row.reward, row.with_finance = fen(found.amount) or 0, found.with_finance
    row.reckoning = (
        f"{found.reckoned} 元；下限 {found.floor} 元；上限 {found.cap} 元（{on.law.cite('report_reward').official}）"
    )
    row.title, row.synthetic = f"举报奖励：{report.number}", report.synthetic
    for party in report.parties.filter(role=APPLICANT):
        on.admit(party.principal, APPLICANT)


def _decision(report: Report, given: RewardProposed, what: str) -> tuple[str, Decimal, Decimal]:
    """Number, fine and confiscation: read from the case itself, typed only for a case of another authority."""
    case = enforcement.of_lead(report.lead) if report.lead else None
    if case is None:
        missing = {"case_number": not given.case_number, "fine": given.fine is None}
        if any(missing.values()) or given.fine is None:
            raise Incomplete(
                what, fields={name: _("This must be filled in.") for name, lacks in missing.items() if lacks}
            )
        return given.case_number, given.fine, given.confiscation
    found = enforcement.outcome(case.pk)
    if found is None or not found.standing or found.result != "penalty":
        raise Conflict(
            what,
            fact=_("The case %(number)s has no penalty that stands.") % {"number": case.number},
            remedy=_("Propose the reward once the case is decided."),
        )
    return found.decision_no or found.number, Decimal(found.fine) / 100, Decimal(found.confiscation) / 100


@act(RewardClaim.proposed, RewardClaim.granted, by=Role.HEAD, label=gettext_lazy("Grant the reward"),
     apart_from="propose_reward", favourable=True)  # fmt: skip
def grant(row: RewardClaim, given: RewardDecided, on: Occasion) -> None:
    """The head decides; from half a million yuan on together with the finance department."""
    if row.with_finance and not given.finance:
        raise Incomplete(
            _("No reward was granted."), article=on.law.value("consumer.reward.with_finance").cite,
            fields={"finance": _("An amount of this size is decided together with the finance department.")},
        )  # fmt: skip
    row.finance_opinion = given.finance
    letter(row, on, "reward", "举报奖励告知书", report=row.report_number, rows=[[zh(a), zh(b)] for a, b in row.facts()],
           basis=[on.law.cite("report_reward").official])  # fmt: skip
    on.tell(APPLICANT, title=_("A reward has been granted: claim it"))


@act(RewardClaim.proposed, RewardClaim.denied, by=Role.HEAD, label=gettext_lazy("Deny the reward"), favourable=False)
def deny(row: RewardClaim, given: RewardDenied, on: Occasion) -> None:
    """No reward, with the reason."""
    on.note = given.reason
    on.tell(APPLICANT, title=_("No reward"), body=given.reason)


@act(RewardClaim.granted, RewardClaim.claimed, by=APPLICANT, label=gettext_lazy("Claim the reward"), favourable=True)
def claim(row: RewardClaim, given: RewardAccount, on: Occasion) -> None:
    """Whoever reported claims it with the query code; no name is asked."""
    row.account = given.account


@act(RewardClaim.claimed, RewardClaim.paid, by=STAFF, label=gettext_lazy("Paid"), favourable=True, apart_from="grant")
def pay(row: RewardClaim, given: Nothing, on: Occasion) -> None:
    """The money has gone out."""
    on.tell(APPLICANT, title=_("The reward has been paid"))


@act(RewardClaim.granted, RewardClaim.forfeited, by=CLOCK, label=gettext_lazy("Not claimed in time"))
def forfeit(row: RewardClaim, given: Nothing, on: Occasion) -> None:
    """Nobody claimed it in time."""
