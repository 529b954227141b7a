"""撤销、撤回、吊销: the holder is heard first (Licensing Law, arts. 8, 36, 69 and 79)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing.procedures import PermitMeasure
from hengjian.apps.licensing.procedures.ending import MEASURES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import holding, intake, permits
from .permits import HOLDER
from .review import Minutes

STATES = {"annul": "annulled", "withdraw": "withdrawn", "revoke": "revoked"}
TITLES = {
    "annul": ("撤销许可决定书", "撤销"),
    "withdraw": ("撤回许可决定书", "撤回"),
    "revoke": ("吊销许可证件决定书", "吊销"),
}
ARTICLES = {"annul": "licensing_law art. 69", "withdraw": "licensing_law art. 8", "revoke": "penalty_law art. 9"}


class MeasureProposal(Given):
    permit: str = ask(gettext_lazy("Permit"), kind="permit", at_most=40)
    kind: str = ask(gettext_lazy("Measure"), choices=MEASURES, pattern="^(annul|withdraw|revoke)$")
    fraud: bool = ask(
        gettext_lazy("Obtained by fraud or bribery (Licensing Law, Art. 79)"), kind="check", default=False
    )
    reason: str = ask(gettext_lazy("Facts and reason"), lines=4, at_least=5, at_most=1000)


class Statement(Given):
    said: str = ask(gettext_lazy("Statement"), lines=5, at_least=4, at_most=2000)
    hearing: bool = ask(gettext_lazy("I ask for a hearing"), kind="check", default=False)


@act(
    None,
    PermitMeasure.statement,
    by=Role.HANDLER,
    label=gettext_lazy("Open a measure against a permit"),
    paper="licensing.hearing",
    certificate=True,
    favourable=False,
)
def propose(row: PermitMeasure, given: MeasureProposal, on: Occasion) -> None:
    """Tell the holder what is intended and why; five working days to be heard."""
    permit = holding.take(row, given.permit, on)
    if given.fraud and given.kind != "annul":
        message = _("A permit obtained by fraud is annulled.")
        raise Incomplete(_("The matter was not opened."), fields={"kind": message})
    row.kind, row.fraud, row.reason = given.kind, given.fraud, given.reason
    days = on.law.limit("licensing.hearing_request").amount
    data = {"to": row.subject_name, "item": permit.item.name, "reason": given.reason, "days": days,
            "measure": TITLES[given.kind][1], "basis": [on.law.cite(ARTICLES[given.kind]).text("zh-hans")]}  # fmt: skip
    on.issue("licensing.hearing", "拟处理许可告知书", data)
    on.tell(*HOLDER, title=_("You may be heard: %(number)s") % {"number": permit.number}, body=given.reason)


@act(
    PermitMeasure.statement,
    (PermitMeasure.decision, PermitMeasure.hearing),
    by=APPLICANT,
    label=gettext_lazy("State your view"),
)
def state_view(row: PermitMeasure, given: Statement, on: Occasion) -> State:
    """The holder states a view, or asks for a hearing."""
    row.said = given.said
    on.note = given.said
    return PermitMeasure.hearing if given.hearing else PermitMeasure.decision


@act(PermitMeasure.statement, PermitMeasure.decision, by=CLOCK, label=gettext_lazy("Time to be heard is over"))
def heard(row: PermitMeasure, given: Nothing, on: Occasion) -> None:
    """Nothing was said in five working days."""


@act(PermitMeasure.hearing, PermitMeasure.decision, by=Role.HANDLER, label=gettext_lazy("Close the hearing"))
def close_hearing(row: PermitMeasure, given: Minutes, on: Occasion) -> None:
    """The decision will rest on the minutes."""
    on.note = given.minutes


@act(
    PermitMeasure.decision,
    PermitMeasure.ended,
    by=Role.HEAD,
    label=gettext_lazy("End the permit"),
    paper="licensing.ending",
    discloses="permit_ended",
    apart_from="propose",
    irreversible=True,
    favourable=False,
)
def decide(row: PermitMeasure, given: intake.IntakeGrounds, on: Occasion) -> None:
    """End the permit; one obtained by fraud bars a new application for three years (art. 79)."""
    permit = row.held_permit
    title, measure = TITLES[row.kind]
    permits.end(permit, on, STATES[row.kind], title)
    basis = [on.law.cite(ARTICLES[row.kind]).text("zh-hans")]
    holding.ending_paper(row, on, title, measure, given.reason, basis)
    if row.fraud:
        article = on.law.cite("licensing_law art. 79").text("zh-hans")
        on.disclosures.clear()  # one act publishes one record: the one that also carries the ban
        body = {"name": row.subject_name, "number": permit.number, "item": permit.item_id, "reason": given.reason}
        on.disclose(
            "permit_fraud", f"{row.subject_name}：以欺骗手段取得许可被撤销（{permit.item.name}）", article, body
        )


@act(PermitMeasure.decision, PermitMeasure.dropped, by=Role.HEAD, label=gettext_lazy("Drop it"), favourable=True)
def drop(row: PermitMeasure, given: intake.IntakeGrounds, on: Occasion) -> None:
    """The permit stays, with reasons."""
    on.note = given.reason
