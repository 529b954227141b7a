"""工业产品生产许可: no test before the issue, one certificate for all products 一企一证, a visit after it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.catalogue import choices
from hengjian.apps.licensing.procedures import IndustrialLicence
from hengjian.kernel.act import act
from hengjian.kernel.given import Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Incomplete

from . import intake, permits


class Products(intake.IntakeRequest):
    products: list[str] = ask(
        gettext_lazy("Products under the permit"), kind="choice", choices=choices("industrial_products"), default=[]
    )


@act(
    None,
    IndustrialLicence.received,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Apply for an industrial production permit"),
)
def file(row: IndustrialLicence, given: Products, on: Occasion) -> None:
    """Apply for all products of the firm at once; no test report is asked for before the issue."""
    known = dict(choices("industrial_products"))
    strange = [p for p in given.products if p not in known]
    if strange or not given.products:
        fact = _("Choose products of the list; others need no permit.")
        raise Incomplete(_("The filing was not taken."), fields={"products": fact})
    intake.take(row, given, on, route="industrial")
    row.products = list(dict.fromkeys(given.products))
    row.received_at = on.at


@act(
    IndustrialLicence.received,
    IndustrialLicence.correction,
    by=Role.HANDLER,
    label=gettext_lazy("Tell what is missing"),
    paper="licensing.correction",
    favourable=False,
)
def request_correction(row: IndustrialLicence, given: intake.IntakeDemand, on: Occasion) -> None:
    """Tell all that is missing at once."""
    intake.demand(row, given, on)


@act(
    IndustrialLicence.correction,
    IndustrialLicence.received,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Bring what is missing"),
)
def correct(row: IndustrialLicence, given: intake.Brought, on: Occasion) -> None:
    """Bring the missing materials."""
    intake.bring(row, given, on)
    row.received_at = on.at


@act(
    IndustrialLicence.received,
    IndustrialLicence.examination,
    by=Role.HANDLER,
    label=gettext_lazy("Accept"),
    paper="licensing.acceptance",
)
def accept(row: IndustrialLicence, given: Nothing, on: Occasion) -> None:
    """Accept; sixty days to decide on the documents alone."""
    intake.accepted(row, on, tolerant=False)
    row.promised_by = intake.promise(on, row.wanted.limit, intake.promised_days(row.wanted, row.code))
    intake.acceptance_paper(row, on)


@act(IndustrialLicence.received, IndustrialLicence.examination, by=CLOCK, label=gettext_lazy("Counts as accepted"))
def deem_accepted(row: IndustrialLicence, given: Nothing, on: Occasion) -> None:
    """Nothing was said in five working days: accepted as of the day it was received."""
    on.count_from(row.received_at or row.opened_at)


@act(
    IndustrialLicence.examination,
    IndustrialLicence.granted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Grant the permit"),
    paper="licensing.permit",
    discloses="permit",
    apart_from={"file", "accept"},
    favourable=True,
)
def grant(row: IndustrialLicence, given: Nothing, on: Occasion) -> None:
    """One certificate holds all products: a firm that has one gets a new edition of it, and a visit within 30 days."""
    assert row.subject_id is not None
    held = queries.in_force(row.subject_id, row.wanted.pk)
    if held is None:
        permit = permits.grant(row, on, row.wanted.mode, products=row.products)
    else:
        products = list(dict.fromkeys([*held.products, *row.products]))
        names = dict(choices("industrial_products"))
        content = "、".join(names[p] for p in products)
        permit = permits.replace(held, row, on, products=products, content=content)
    permits.check_later(permit, on, "issue")


@act(
    IndustrialLicence.examination,
    IndustrialLicence.refused,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Refuse the permit"),
    paper="licensing.refusal",
    irreversible=True,
    apart_from="file",
    favourable=False,
)
def refuse(row: IndustrialLicence, given: intake.IntakeGrounds, on: Occasion) -> None:
    """Refuse with reasons and remedies."""
    intake.refusal_paper(row, on, given.reason)


@act(
    (IndustrialLicence.received, IndustrialLicence.correction, IndustrialLicence.examination),
    IndustrialLicence.withdrawn,
    by=APPLICANT,
    label=gettext_lazy("Withdraw"),
    favourable=False,
)
def withdraw(row: IndustrialLicence, given: Nothing, on: Occasion) -> None:
    """Take the application back."""
