"""告知承诺: the permit at once, on a promise; checked afterwards (国办发〔2020〕42号)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.procedures import Commitment
from hengjian.apps.licensing.rules import intake as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import intake, permits


class Promise(intake.IntakeRequest):
    promise: bool = ask(
        gettext_lazy("I have read the conditions and meet them; I know what follows if I do not"),
        kind="check",
        default=False,
        help=gettext_lazy(
            "The permit is given at once and checked later; if it is not met, it is withdrawn and published."
        ),
    )


@act(None, Commitment.promised, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Apply with a commitment"))
def commit(row: Commitment, given: Promise, on: Occasion) -> None:
    """Promise to meet the conditions; who has broken a promise takes the ordinary way."""
    what = _("The filing was not taken.")
    if not given.promise:
        raise Incomplete(what, fields={"promise": _("Without the commitment the permit cannot be given at once.")})
    item, subject = intake.take(row, given, on, route="application", commitment=True)
    if not queries.by_commitment(item, subject.division_code):
        raise Incomplete(
            what,
            fact=_("This item is not granted on a commitment."),
            article=on.law.cite("commitment_guidance").text("zh-hans"),
            remedy=_("Apply in the ordinary way."),
            fields={"item": _("Choose the ordinary application.")},
        )
    article = on.law.cite("commitment_guidance").text("zh-hans")
    data = {"to": row.subject_name, "item": item.name, "conditions": list(item.conditions), "basis": [article]}
    on.issue("licensing.commitment", "告知承诺书", data)
    on.then("licensing.commitment.grant", row.pk)


@act(
    Commitment.promised,
    (Commitment.granted, Commitment.refused),
    by=MACHINE,
    held="*",
    label=gettext_lazy("Grant by commitment"),
)
def grant(row: Commitment, given: Nothing, on: Occasion) -> State:
    """What must not be missing is there: the permit is given, and a check is due."""
    from_list = rules.completeness(intake.queries.materials_of(row.wanted), row.materials)
    if from_list.hard:
        names = "、".join(m.name for m in from_list.hard)
        intake.refusal_paper(row, on, _("Missing: %(names)s.") % {"names": names}, title="不适用告知承诺通知书")
        permits.report_to_package(row, on, "refused")
        return Commitment.refused
    barred = permits.bans(row.subject_id or 0, row.wanted, on)
    if barred.barred:  # between the filing and now
        first = barred.grounds[0]
        said = f"{first.fact}（{first.article}）{first.remedy}"
        intake.refusal_paper(row, on, said, title="不适用告知承诺通知书")
        permits.report_to_package(row, on, "refused")
        return Commitment.refused
    permit = permits.grant(row, on, "informed_commitment")
    permits.check_later(permit, on, "commitment")
    permits.report_to_package(row, on, "granted")
    return Commitment.granted
