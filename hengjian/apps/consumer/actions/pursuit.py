"""诉转案: signs of a breach become a lead, and the complaint is not closed before the lead is decided."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.rules.ending import breach_article
from hengjian.apps.consumer.rules.fields import field_of
from hengjian.apps.enforcement import actions as enforcement
from hengjian.apps.enforcement.queries import of_proceeding
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict

from .closing import FINALS, publish, undecided
from .filing import OPEN
from .words import STAFF, told


class BreachSigns(Given):
    signs: str = ask(gettext_lazy("Signs of a breach"), lines=3, at_least=4, at_most=1000)


@act(OPEN, None, by=STAFF, label=gettext_lazy("Hand signs of a breach over"), internal=True,
     offered_if=lambda row, who: not row.breach_lead)  # fmt: skip
def note_breach(row: Complaint, given: BreachSigns, on: Occasion) -> None:
    """What looks like a breach goes to enforcement as a lead, with its own clock (Order 20 art. 23)."""
    if row.breach_lead:
        raise Conflict(_("No lead was handed over."), fact=_("This complaint has given a lead already."))
    row.breach = given.signs
    lead = enforcement.leads.hand_over(
        "complaint", row.subject_id, f"{given.signs}\n{row.what}"[:1500], authority=row.code, number=row.number,
        proceeding=row.pk, cause="breach", field=field_of("", row.problem, row.category),
    )  # fmt: skip
    row.breach_lead = lead.pk
    on.note = f"{lead.number}：{given.signs}"


@act(
    Complaint.lead_awaited,
    tuple(FINALS.values()),
    by=STAFF,
    label=gettext_lazy("Close, the lead is decided"),
)
def close_with_lead(row: Complaint, given: Nothing, on: Occasion) -> State:
    """The lead has been decided with a reason: only now is the complaint closed."""
    if undecided(row):
        raise Conflict(
            _("The complaint was not closed."),
            fact=_("Its lead has not been decided: an agreement does not take the place of a penalty."),
            article=breach_article(on.law),
            remedy=_("Decide the lead first, with a reason."),
        )
    lead = of_proceeding(row.pk).first()
    on.note = f"{lead.number}：{lead.stage.label}" if lead else ""
    on.tell(APPLICANT, title=told(row.number, FINALS[row.ended_as].label))
    publish(row, row.ended_as, on)
    return FINALS[row.ended_as]
