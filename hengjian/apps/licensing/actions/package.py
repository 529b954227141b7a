"""一件事: one form opens the matters, the machine gathers what came of them and delivers once."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import LifeEvent, Permit, PermitItem
from hengjian.apps.licensing.procedures import Commitment, Package, PermitApplication, RecordFiling
from hengjian.apps.licensing.rules import intake as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Party, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, Refusal

from . import application, commitment, filing, intake, permits
from .permits import HOLDER

COMPREHENSIVE = "LI-104"
CATEGORISED = ("jy", "yb")  # permits whose number begins with the kind of trade


class PackageOneForm(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    event: str = ask(gettext_lazy("What do you want to do"), kind="life_event", at_most=30)
    content: str = ask(gettext_lazy("What shall be permitted"), lines=2, at_least=2, at_most=300)
    premises: str = ask(gettext_lazy("Premises"), at_least=4, at_most=200)
    category: str = ask(
        gettext_lazy("Category of the trade"),
        default="1",
        at_most=2,
        help=gettext_lazy("Food operation: 1 sales, 2 catering, 3 canteen."),
    )
    materials: list[str] = ask(gettext_lazy("Materials handed in"), kind="permit_material", default=[])
    promise: bool = ask(
        gettext_lazy("Where a commitment is enough, I have read the conditions and meet them"),
        kind="check",
        default=False,
    )


class PackageAfterLicence(Given):
    opening: int = ask(gettext_lazy("Opening"), kind="number")
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    event: str = ask(gettext_lazy("What do you want to do"), at_most=30)
    content: str = ask(gettext_lazy("What shall be permitted"), at_most=300)
    premises: str = ask(gettext_lazy("Premises"), at_most=200)
    category: str = ask(gettext_lazy("Category of the trade"), default="1", at_most=2)


class PackagePart(intake.IntakeRequest):
    package: int = ask(gettext_lazy("Package"), kind="number")
    promise: bool = ask(gettext_lazy("Commitment"), kind="check", default=False)


class PartDone(Given):
    part: str = ask(gettext_lazy("Part"), at_most=12)
    result: str = ask(gettext_lazy("Result"), pattern="^(granted|refused)$")


@act(None, Package.running, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("One thing, one form"))
def file(row: Package, given: PackageOneForm, on: Occasion) -> None:
    """One form for all permits of a life event; each runs by its own procedure, side by side."""
    what = _("The filing was not taken.")
    event = LifeEvent.objects.filter(pk=given.event).first()
    if event is None:
        raise Incomplete(what, fields={"event": _("Choose one of the values offered.")})
    subject = intake.own_subject(given.subject, on, what)
    wanted = [queries.item(code) for code in event.parts]
    items = [i for i in wanted if i is not None and queries.in_force(subject.pk, i.pk) is None]
    if not items:
        raise Incomplete(what, fields={"event": _("All of these permits are held already.")})
    row.event, row.parts, row.subject = event, [i.pk for i in items], subject
    row.item = queries.item(COMPREHENSIVE)
    row.code, row.subject_name = queries.authority_for(items[0], subject.division_code), subject.name
    row.title = f"{subject.name}：{event.name}"
    row.content, row.premises, row.category = given.content, given.premises, given.category
    row.materials, row.synthetic = given.materials, row.synthetic or subject.synthetic
    on.admit(f"subject:{subject.pk}", "entity")
    for item in items:
        _check_part(item, subject, given, on)
        on.then(_opener(item, given, subject), None, _values(row, item, given))


@act(None, (Package.running, Package.failed), by=MACHINE, label=gettext_lazy("Go on with the permits"))
def file_after_licence(row: Package, given: PackageAfterLicence, on: Occasion) -> State:
    """The one form of an opening named a life event: the licence is there, so its permits are applied for."""
    event = LifeEvent.objects.filter(pk=given.event).first()
    row.code, row.title = Subject.objects.get(pk=given.subject).division_code[:6], str(event or given.event)
    for party in Party.objects.filter(proceeding_id=given.opening, role=APPLICANT):
        on.admit(party.principal, APPLICANT)
    try:
        file(row, PackageOneForm(**given.model_dump(exclude={"opening"})), on)
    except Refusal as refusal:
        on.note = refusal.fact or "；".join(refusal.fields.values())
        on.follows.clear()
        on.tell(APPLICANT, title=_("The permits were not applied for: %(event)s") % {"event": row.title}, body=on.note)
        return Package.failed
    return Package.running


def _values(row: Package, item: PermitItem, given: PackageOneForm) -> dict[str, Any]:
    listed = {m.key for m in queries.materials_of(item)}
    category = given.category if item.numbering in CATEGORISED else ""
    shared = {"subject": given.subject, "item": item.pk, "content": given.content, "premises": given.premises}
    materials = [k for k in given.materials if k in listed]
    return shared | {"category": category, "materials": materials, "package": row.pk, "promise": given.promise}


def _opener(item: PermitItem, given: PackageOneForm, subject: Subject) -> str:
    if item.route == "filing":
        return "licensing.record_filing.file_record_part"
    promised = given.promise and queries.by_commitment(item, subject.division_code)
    name = "commitment.commit_part" if promised else "permit_application.file_part"
    return f"licensing.{name}"


def _check_part(item: PermitItem, subject: Subject, given: PackageOneForm, on: Occasion) -> None:
    """Refuse now, on the one form, what a part would refuse later."""
    kind = {"filing": RecordFiling}.get(item.route, PermitApplication)
    code = queries.authority_for(item, subject.division_code)
    category = given.category if item.numbering in CATEGORISED else ""
    facts = queries.filing_facts(item, subject, code, [], category, on.law, kind)
    promised = given.promise and queries.by_commitment(item, subject.division_code)
    facts = replace(facts, wanted_route=item.route, by_commitment=promised)
    rules.filing(facts, on.law).require(_("The filing was not taken."))


def _join(row: Any, given: PackagePart, on: Occasion) -> None:
    row.package = given.package
    for party in Party.objects.filter(proceeding_id=given.package, role=APPLICANT):
        on.admit(party.principal, APPLICANT)


@act(None, PermitApplication.received, by=MACHINE, label=gettext_lazy("Apply within a package"))
def file_part(row: PermitApplication, given: PackagePart, on: Occasion) -> None:
    """One application of a package."""
    application.file(row, given, on)
    _join(row, given, on)


@act(None, RecordFiling.submitted, by=MACHINE, label=gettext_lazy("File within a package"))
def file_record_part(row: RecordFiling, given: PackagePart, on: Occasion) -> None:
    """One filing of a package."""
    filing.file(row, given, on)
    _join(row, given, on)


@act(None, Commitment.promised, by=MACHINE, label=gettext_lazy("Promise within a package"))
def commit_part(row: Commitment, given: PackagePart, on: Occasion) -> None:
    """One commitment of a package."""
    commitment.commit(row, commitment.Promise(**given.model_dump(exclude={"package"})), on)
    _join(row, given, on)


@act(
    Package.running,
    (Package.running, Package.delivered, Package.failed),
    by=MACHINE,
    held="*",
    label=gettext_lazy("A part is done"),
)
def note_part(row: Package, given: PartDone, on: Occasion) -> State:
    """Note what came of a part; when all are done, deliver once."""
    row.done = {**row.done, given.part: given.result}
    on.note = f"{given.part}：{given.result}"
    if set(row.parts) - set(row.done):
        return Package.running
    granted = list(
        Permit.objects.filter(subject=row.subject, item_id__in=row.parts, state="valid").select_related("item")
    )
    if not granted:
        return Package.failed
    _deliver(row, granted, on)
    return Package.delivered


def _deliver(row: Package, granted: list[Permit], on: Occasion) -> None:
    """One delivery: the list of all permits, or one comprehensive permit that stands for them."""
    if row.event is not None and row.event.comprehensive:
        ends = [p.valid_until for p in granted if p.valid_until]
        numbers = [p.number for p in granted]
        content = "；".join(f"{p.item.name}（{p.number}）" for p in granted)[:500]
        permits.grant(row, on, row.wanted.mode, parts=numbers, content=content, valid_until=min(ends, default=None))
        return
    data = {"to": row.subject_name, "event": str(row.event), "basis": [on.law.cite("licensing_law art. 26").text("zh-hans")],
            "rows": [[p.item.name, p.number] for p in granted]}  # fmt: skip
    on.issue("licensing.delivery", "一件事办结通知书", data)
    on.tell(*HOLDER, title=_("All done: %(event)s") % {"event": row.event})
