"""Acts on the sharing of data: applying, examining, deciding, keys and files, prolonging, ending."""

from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.models import SharedFile
from hengjian.apps.datacentre.models.sharing import KINDS, WAYS
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.procedures.sharing import GROUNDS
from hengjian.apps.datacentre.queries.catalogue import Resource, resource
from hengjian.apps.datacentre.rules import sharing as rules
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, User
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.lake.offer import Privacy

from .delivering import write_file

DAY = r"^\d{4}-\d{2}-\d{2}$"
DECIDERS = (Role.APPROVER, Role.HEAD)


class ShareApplication(Given):
    resource: str = ask(gettext_lazy("Data resource"), kind="data_resource", at_most=80)
    place: str = ask(gettext_lazy("Authority whose data are needed"), kind="share_place", at_most=12)
    columns: list[str] = ask(gettext_lazy("Columns"), kind="data_columns")
    purpose: str = ask(
        gettext_lazy("Purpose"),
        lines=3,
        at_least=10,
        at_most=500,
        help=gettext_lazy("The duty for which the data are needed, and what will be done with them."),
    )
    legal_basis: str = ask(gettext_lazy("Legal basis"), at_least=4, at_most=200)
    way: str = ask(gettext_lazy("Way of sharing"), choices=WAYS)
    file_kind: str = ask(gettext_lazy("Kind of file"), choices=KINDS, default="csv")
    until: str = ask(gettext_lazy("Until"), kind="date", pattern=DAY)


class ShareChecked(Given):
    checked: str = ask(gettext_lazy("Examination"), lines=3, at_least=4, at_most=500)


class ShareGranted(Given):
    columns: list[str] = ask(
        gettext_lazy("Columns that are given"),
        kind="applied_columns",
        default=[],
        help=gettext_lazy("None chosen: all that were applied for."),
    )
    note: str = ask(gettext_lazy("Note"), lines=2, default="", at_most=500)


class ShareRefusal(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=GROUNDS)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class ShareReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class LongerShare(Given):
    until: str = ask(gettext_lazy("Until"), kind="date", pattern=DAY)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class PlainColumns(Given):
    columns: list[str] = ask(gettext_lazy("Personal columns"), kind="personal_columns")
    legal_basis: str = ask(gettext_lazy("Article that allows it"), at_least=6, at_most=200)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=10, at_most=500)


class FileOrdered(Given):
    kind: str = ask(gettext_lazy("Kind of file"), choices=KINDS)


class FileMade(Given):
    kind: str = ask(gettext_lazy("Kind of file"), choices=KINDS)
    by: str = ask(gettext_lazy("Ordered by"), at_most=40)


def found_resource(key: str, what: str) -> Resource:
    found = resource(key)
    if found is None:
        raise Incomplete(what, fields={"resource": _("There is no such resource in the catalogue.")})
    return found


def offered(one: Resource) -> rules.Offered:
    """What the rules ask of a resource."""
    personal = [c.name for c in one.offered if c.privacy is Privacy.PERSONAL]
    public = bool(one.columns) and one.privacy is Privacy.OPEN
    grain = one.rows_of.grain if one.rows_of else one.grain
    return rules.Offered([c.name for c in one.offered], personal, grain, one.shareable, public)


def day_of(text: str, what: str) -> date:
    """A day that was typed; it must exist."""
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Incomplete(what, fields={"until": _("There is no such day.")})
    return found


def last_day(law: LawOn, on: Occasion) -> date:
    """The last day until which data are shared if they are granted now."""
    due = deadline.reckon("datacentre.share_longest", law, on.at)[1].due
    return due.date() if due else on.day


@act(None, DataShare.asked, by=APPLICANT, label=gettext_lazy("Apply for data"), basis=rules.NEED)
def apply_for_data(row: DataShare, given: ShareApplication, on: Occasion) -> None:
    """Say which columns of which resource are needed, for what, on what basis and until when."""
    what = _("The application was not taken.")
    one, until = found_resource(given.resource, what), day_of(given.until, what)
    if not Authority.objects.filter(pk=given.place).exists():
        raise Incomplete(what, fields={"place": _("There is no such authority here.")})
    last = last_day(LawOn(on.day), on)
    rules.application(offered(one), given.columns, until, on.day, last, on.law).require(what)
    row.resource, row.resource_title, row.code, row.place = one.key, one.title, given.place, given.place
    row.columns = list(dict.fromkeys(given.columns))
    row.purpose, row.legal_basis, row.until = given.purpose, given.legal_basis, until
    row.way, row.file_kind = given.way, given.file_kind if given.way == "file" else ""
    row.body = User.objects.get(pk=on.principal.user_id or 0).display_name or on.principal.name
    _once(row, what)
    row.title = f"{row.body}申请共享{one.title}"[:200]


def _once(row: DataShare, what: str) -> None:
    mine = DataShare.objects.filter(resource=row.resource, place=row.place, body=row.body, way=row.way, closed_at=None)
    other = mine.exclude(pk=row.pk).values_list("number", flat=True).first()
    if other:
        fact = _("You already have a share of this resource in this form: %(number)s.") % {"number": other}
        raise Conflict(what, fact=fact, remedy=_("Use it, or ask for longer time there."))


@act(DataShare.asked, None, by=Role.HANDLER, label=gettext_lazy("Examine the application"), internal=True)
def examine_share(row: DataShare, given: ShareChecked, on: Occasion) -> None:
    """What the owner's officer found: purpose, legal basis, whether fewer columns would do."""
    row.checked = given.checked
    on.note = given.checked


@act(
    DataShare.asked,
    DataShare.granted,
    by=DECIDERS,
    label=gettext_lazy("Share the data"),
    paper="kernel.notice",
    basis="data_sharing_regulation art. 21",
    apart_from="examine_share",
    favourable=True,
)
def grant_share(row: DataShare, given: ShareGranted, on: Occasion) -> None:
    """Give the columns or fewer of them until the day asked for; every use is on record from now on."""
    what = _("Nothing was shared.")
    one = found_resource(row.resource, what)
    rules.narrowed(offered(one), row.columns, given.columns, on.law).require(what)
    row.columns = list(given.columns) or row.columns
    _in_force(row, on)
    on.note = given.note
    on.tell(APPLICANT, title=_("Data are shared: %(number)s") % {"number": row.number}, body=row.resource_title)


def _in_force(row: DataShare, on: Occasion) -> None:
    assert row.until is not None, "an application names its last day"
    if row.until <= on.day:
        raise Conflict(
            _("Nothing was shared."), fact=_("The last day that was asked for is over."), remedy=_("Refuse it.")
        )
    on.end_on(row.until)


@act(
    DataShare.asked,
    DataShare.refused,
    by=DECIDERS,
    label=gettext_lazy("Refuse to share"),
    paper="kernel.notice",
    basis="data_sharing_regulation art. 21",
    apart_from="examine_share",
    favourable=False,
)
def refuse_share(row: DataShare, given: ShareRefusal, on: Occasion) -> None:
    """Say why not; the applicant may apply anew with less."""
    row.ground = given.ground
    on.note = given.reason
    on.tell(APPLICANT, title=_("Not shared: %(number)s") % {"number": row.number}, body=given.reason)


@act(DataShare.asked, DataShare.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw the application"))
def withdraw_share(row: DataShare, given: Nothing, on: Occasion) -> None:
    """The data are not needed any more."""


def in_use(row: DataShare, on: Occasion, what: str) -> None:
    """Refuse where the share may not be used now."""
    rules.usable(row.state, row.held, row.until, on.day, on.law).require(what)


@act((DataShare.granted, DataShare.longer), None, by=APPLICANT, label=gettext_lazy("Order a file"))
def order_file(row: DataShare, given: FileOrdered, on: Occasion) -> None:
    """A file is made in the background; it bears marks that lead back to this recipient."""
    what = _("No file was ordered.")
    in_use(row, on, what)
    if row.way != "file":
        raise NotAllowed(what, fact=_("This share is by API."), remedy=_("Apply for files."))
    on.then("datacentre.data_share.make_file", row.pk, {"kind": given.kind, "by": on.principal.id})


@act((DataShare.granted, DataShare.longer), None, by=CLOCK, label=gettext_lazy("File made"))
def make_file(row: DataShare, given: FileMade, on: Occasion) -> None:
    """The rows of this moment in an order that only this file has; its hash is in the ledger."""
    in_use(row, on, _("No file was made."))
    made: SharedFile = write_file(row, given.kind, given.by, on.at)
    on.note = f"SHA-256 {made.sha256}"
    words = {"rows": f"{made.rows:,}", "kind": made.kind.upper()}
    body = _("%(rows)s rows as %(kind)s.") % words
    on.tell(APPLICANT, title=_("Your file is ready: %(number)s") % {"number": row.number}, body=body)


@act(DataShare.granted, DataShare.longer, by=APPLICANT, label=gettext_lazy("Ask for longer time"))
def ask_longer(row: DataShare, given: LongerShare, on: Occasion) -> None:
    """The purpose lasts; until when, and why."""
    what = _("It was not asked for.")
    until, law = day_of(given.until, what), LawOn(on.day)
    one = found_resource(row.resource, what)
    rules.application(offered(one), row.columns, until, row.until or on.day, last_day(law, on), on.law).require(what)
    row.wanted_until = until
    on.note = given.reason


@act(
    DataShare.longer,
    DataShare.granted,
    by=DECIDERS,
    label=gettext_lazy("Grant longer time"),
    basis=rules.NEED,
    favourable=True,
)
def grant_longer(row: DataShare, given: Nothing, on: Occasion) -> None:
    """The share goes on until the later day."""
    row.until, row.wanted_until = row.wanted_until, None
    _in_force(row, on)
    on.tell(APPLICANT, title=_("Longer time granted: %(number)s") % {"number": row.number})


@act(DataShare.longer, (DataShare.granted, DataShare.ended), by=DECIDERS, label=gettext_lazy("Refuse longer time"))
def refuse_longer(row: DataShare, given: ShareReason, on: Occasion) -> Any:
    """The share ends on the day that was granted; if that is over, now."""
    row.wanted_until = None
    on.note = given.reason
    on.tell(APPLICANT, title=_("No longer time: %(number)s") % {"number": row.number}, body=given.reason)
    if row.until is None or row.until <= on.day:
        return DataShare.ended
    on.end_on(row.until)
    return DataShare.granted


@act(
    (DataShare.asked, DataShare.granted),
    None,
    by=Role.HEAD,
    label=gettext_lazy("Give personal columns in the clear"),
    basis="pipl art. 13; pipl art. 23",
    apart_from="examine_share",
)
def unmask_columns(row: DataShare, given: PlainColumns, on: Occasion) -> None:
    """Without this act persons are pseudonyms. The article that allows it and the reason are in the ledger."""
    what = _("Nothing is given in the clear.")
    one = found_resource(row.resource, what)
    wrong = [name for name in given.columns if name not in offered(one).personal or name not in row.columns]
    if wrong or not given.columns:
        fault = _("Choose personal columns of this share.")
        raise Incomplete(what, fields={"columns": fault})
    row.plain = sorted({*row.plain, *given.columns})
    on.note = f"{given.legal_basis}：{given.reason}"


@act((DataShare.granted, DataShare.longer), DataShare.ended, by=DECIDERS, label=gettext_lazy("End the share"))
def end_share(row: DataShare, given: ShareReason, on: Occasion) -> None:
    """The purpose is over, or the data were used for another; its keys open nothing from now on."""
    on.note = given.reason
    on.tell(APPLICANT, title=_("The share has ended: %(number)s") % {"number": row.number}, body=given.reason)


@act((DataShare.granted, DataShare.longer), DataShare.ended, by=APPLICANT, label=gettext_lazy("Give the share back"))
def give_back(row: DataShare, given: Nothing, on: Occasion) -> None:
    """The data are not needed any more; its keys open nothing from now on."""


@act(DataShare.granted, DataShare.ended, by=CLOCK, label=gettext_lazy("The last day is over"))
def run_out(row: DataShare, given: Nothing, on: Occasion) -> None:
    """Ends by itself the day after; files that are left are deleted."""
    if row.until is not None and row.until >= on.day:
        raise Conflict(_("It did not end."), fact=_("Its last day is not over."))
    on.tell(APPLICANT, title=_("The share has ended: %(number)s") % {"number": row.number})
