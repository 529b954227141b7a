"""What the subject says against a result, and what becomes of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Disclosure
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import results


class ResultObjection(Given):
    objection: str = ask(gettext_lazy("What is wrong with the result"), lines=4, at_least=4, at_most=1500)
    file: str = ask(gettext_lazy("Proof"), kind="file", default="")


class ObjectionRuling(Given):
    sustained: bool = ask(gettext_lazy("The objection is right"), kind="check", default=False)
    codes: list[str] = ask(gettext_lazy("Result then"), choices=results.CODES, default=[])
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=1000)


@act(
    (SiteCheck.concluded, SiteCheck.published),
    SiteCheck.objected,
    by=APPLICANT,
    label=gettext_lazy("Object to the result"),
)
def object_to_result(row: SiteCheck, given: ResultObjection, on: Occasion) -> None:
    """The subject objects; while it is verified nothing more is published."""
    row.objection = given.objection
    on.note = given.objection
    on.keep_sent(given.file, "异议材料")
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Objection: %(number)s") % {"number": row.number})


@act(
    SiteCheck.objected,
    (SiteCheck.concluded, SiteCheck.published),
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Decide on the objection"),
    apart_from={"conclude", "finish"},
)
def decide_objection(row: SiteCheck, given: ObjectionRuling, on: Occasion) -> State:
    """Somebody else than who decided the result looks again; a corrected result takes the place of the first."""
    what = _("The objection was not decided.")
    on.note = given.reason
    told = _("Decision on your objection: %(number)s") % {"number": row.number}
    on.tell("entity", title=told, body=given.reason)
    if not given.sustained:
        return SiteCheck.published if row.published_at else SiteCheck.concluded
    if not given.codes:
        raise Incomplete(what, fields={"codes": _("Say which result holds then.")})
    results.decide_codes(row, given.codes, what)
    if row.published_act:
        Disclosure.objects.filter(act_id=row.published_act).update(withdrawn_at=on.at)
    row.published_at, row.published_act = None, None
    on.then("inspection.site_check.publish_by_clock", row.pk)
    return SiteCheck.concluded
