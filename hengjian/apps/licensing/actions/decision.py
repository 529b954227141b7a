"""Deciding on an application: prolong, grant, refuse (Licensing Law, arts. 38 and 42)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing.procedures import PermitApplication
from hengjian.apps.licensing.rules import examination as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict

from . import intake, permits
from .permits import HOLDER


class DecisionRefused(Given):
    reason: str = ask(gettext_lazy("Grounds"), lines=4, at_least=5, at_most=1000)
    falsehood: bool = ask(
        gettext_lazy("False material was handed in (Licensing Law, Art. 78)"), kind="check", default=False
    )


@act(
    (PermitApplication.examination, PermitApplication.visit, PermitApplication.expertise, PermitApplication.hearing),
    None,
    by=Role.HEAD,
    label=gettext_lazy("Prolong the time to decide"),
    paper="licensing.prolongation",
)
def prolong(row: PermitApplication, given: intake.IntakeGrounds, on: Occasion) -> None:
    """The head prolongs the time once; the applicant is told why (art. 42)."""
    item = row.wanted
    if row.prolonged or not item.limit_extended:
        raise Conflict(
            _("It was not prolonged."),
            fact=_("The time has been prolonged already.") if row.prolonged else _("No law allows it for this item."),
            article=on.law.cite("licensing_law art. 42").text("zh-hans"),
            remedy=_("Decide within the time that is left."),
        )
    row.prolonged, row.limit = True, item.limit_extended
    on.prolong(item.limit_extended)
    on.note = given.reason
    basis = on.law.limit(item.limit_extended).basis("zh-hans")
    data = {"to": row.subject_name, "item": item.name, "reason": given.reason, "basis": [basis]}
    on.issue("licensing.prolongation", "延长许可期限通知书", data)
    on.tell(*HOLDER, title=_("The time to decide was prolonged: %(item)s") % {"item": item.name}, body=given.reason)


@act(
    PermitApplication.examination,
    PermitApplication.granted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Grant the permit"),
    paper="licensing.permit",
    discloses="permit",
    apart_from={"file", "record_visit"},
    favourable=True,
)
def grant(row: PermitApplication, given: Nothing, on: Occasion) -> None:
    """Grant the permit; who visited the premises or took the filing does not decide."""
    facts = rules.GrantFacts(tuple(row.owed), row.wanted.visit, row.visited)
    rules.grant(facts, on.law).require(_("It was not granted."))
    permits.grant(row, on, row.wanted.mode)
    permits.report_to_package(row, on, "granted")


@act(
    PermitApplication.examination,
    PermitApplication.refused,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Refuse the permit"),
    paper="licensing.refusal",
    irreversible=True,
    apart_from="file",
    favourable=False,
)
def refuse(row: PermitApplication, given: DecisionRefused, on: Occasion) -> None:
    """Refuse with reasons and remedies; false material bars a new application for a year (art. 78)."""
    intake.refusal_paper(row, on, given.reason)
    permits.report_to_package(row, on, "refused")
    if given.falsehood:
        article = on.law.cite("licensing_law art. 78").text("zh-hans")
        body = {"name": row.subject_name, "item": row.wanted.pk, "reason": given.reason}
        on.disclose("permit_falsehood", f"{row.subject_name}：提供虚假材料申请{row.wanted.name}", article, body)
