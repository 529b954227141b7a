"""Acts of a reduction of capital: announced, creditors heard, then registered."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures import CapitalReduction, Reorganisation
from hengjian.apps.registry.rules import change as rules
from hengjian.apps.registry.rules.articles import COMPANY_LAW, art
from hengjian.kernel.act import act, register
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Incomplete

from . import change_forms as asked
from . import changes, taking
from .changes import WHAT
from .establishment import OPENS, Grounds
from .taking import Taken

OPEN = (CapitalReduction.announcement, CapitalReduction.review)


class Demand(Given):
    """A creditor asks to be paid or secured."""

    creditor: str = ask(gettext_lazy("Creditor"), at_most=100)
    demand: str = ask(gettext_lazy("What is demanded"), lines=3, at_least=4, at_most=500)


class Settled(Given):
    """How a creditor was paid or secured."""

    creditor: str = ask(gettext_lazy("Creditor"), at_most=100)
    answer: str = ask(gettext_lazy("How the creditor was paid or secured"), lines=3, at_least=4, at_most=500)


@act(
    None,
    CapitalReduction.announcement,
    label=gettext_lazy("Reduce the capital"),
    discloses="capital_reduction",
    **OPENS,
)
def reduce_capital(row: CapitalReduction, given: asked.Reduction, on: Occasion) -> None:
    """Announce a reduction of capital; creditors may ask to be paid or secured."""
    before, taken = changes.standing_of(row, given, on, "company"), Taken()
    shares = taking.shares_of(given.shares, "shareholder", taken)
    after = changes.propose(
        row, given, on, taken, "change.capital_reduction", before, capital=given.capital, shares=shares
    )
    row.covers_losses, row.notified_on = given.covers_losses, given.notified_on
    grounds = rules.reduction(before, after, given.covers_losses, given.notified_on, given.decided_on, on.law)
    Finding.of(grounds).require(WHAT)
    Finding.of(rules.form(changes.facts_of(row, on, False), changes.opened(row), on.law)).require(WHAT)
    article = art(on.law, 225 if given.covers_losses else 224, COMPANY_LAW)
    said = {"name": row.subject_name, "from": f"{before.capital:,.2f}", "to": f"{after.capital:,.2f}"}
    on.disclose("capital_reduction", f"{row.subject_name}减少注册资本公告", article, said)


@act(CapitalReduction.announcement, CapitalReduction.review, by=CLOCK, label=gettext_lazy("End of the announcement"))
def end_announcement(row: CapitalReduction, given: Nothing, on: Occasion) -> None:
    """The announcement has run its days; the authority looks at the reduction."""
    open_ = sum(not d["answer"] for d in row.demands)
    on.note = _("Demands of creditors: %(all)d, not settled: %(open)d") % {"all": len(row.demands), "open": open_}


@act(
    CapitalReduction.review,
    CapitalReduction.approved,
    by=Role.HANDLER,
    label=gettext_lazy("Register the reduction"),
    favourable=True,
)
def approve(row: CapitalReduction, given: Nothing, on: Occasion) -> None:
    """Register the reduction; creditors have been paid or secured."""
    open_ = sum(not d["answer"] for d in row.demands)
    finding = rules.examination(changes.facts_of(row, on, True), changes.opened(row), on.law)
    waiting = None if row.covers_losses else rules.open_demands(open_, on.law)
    Finding.of([waiting, *finding.grounds]).require(_("It was not registered."))
    changes.complete(row, on, "capital_reduction")


@act(
    CapitalReduction.review,
    CapitalReduction.refused,
    by=Role.HANDLER,
    label=gettext_lazy("Refuse registration"),
    paper="registry.refusal",
    irreversible=True,
    favourable=False,
)
def refuse(row: CapitalReduction, given: Grounds, on: Occasion) -> None:
    """Refuse with grounds."""
    changes.refused(row, given.reason, on)


@act(OPEN, CapitalReduction.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def withdraw(row: CapitalReduction, given: Nothing, on: Occasion) -> None:
    """Take the application back."""


def record_demand(row: Any, given: Demand, on: Occasion) -> None:
    """Record that a creditor asks to be paid or secured."""
    row.demands = [
        *row.demands,
        {"creditor": given.creditor, "demand": given.demand, "answer": "", "at": on.day.isoformat()},
    ]
    on.note = f"{given.creditor}：{given.demand}"
    on.tell(APPLICANT, title=_("A creditor demands payment or security: %(name)s") % {"name": row.title}, body=on.note)


def settle_demand(row: Any, given: Settled, on: Occasion) -> None:
    """Say how a creditor was paid or secured."""
    if not any(d["creditor"] == given.creditor and not d["answer"] for d in row.demands):
        names = "、".join(d["creditor"] for d in row.demands if not d["answer"])
        raise Incomplete(
            _("Nothing was recorded."), fields={"creditor": _("Waiting for: %(names)s.") % {"names": names or "—"}}
        )
    row.demands = [
        {**d, "answer": given.answer} if d["creditor"] == given.creditor and not d["answer"] else d for d in row.demands
    ]
    on.note = f"{given.creditor}：{given.answer}"


for _procedure in (CapitalReduction, Reorganisation):
    _stages = (_procedure.announcement, _procedure.review)
    _doc = record_demand.__doc__ or ""
    register(
        _procedure, "record_demand", gettext_lazy("Record a creditor's demand"), record_demand, _stages, (),
        frozenset({Role.HANDLER.value}), Demand, doc=_doc,
    )  # fmt: skip
    register(
        _procedure, "settle_demand", gettext_lazy("Settle a creditor's demand"), settle_demand, _stages, (),
        frozenset({Role.HANDLER.value, APPLICANT}), Settled, doc=settle_demand.__doc__ or "",
    )  # fmt: skip
