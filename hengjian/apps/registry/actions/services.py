"""Acts of the services around registration: rating, barriers, filing across regions, size."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.models import FirmSize
from hengjian.apps.registry.procedures import BarrierReport, CrossRegionFiling, Rating, SizeDeclaration
from hengjian.apps.registry.procedures.services import BARRIERS, CROSS_MATTERS, TAGS
from hengjian.apps.registry.queries import support
from hengjian.apps.registry.rules import services as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Party, Proceeding, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete, NotAllowed

from .wallet import about, own_firm

STARS = [("5", "★★★★★"), ("4", "★★★★"), ("3", "★★★"), ("2", "★★"), ("1", "★")]


class Stars(Given):
    matter: str = ask(gettext_lazy("Number of the matter"), at_most=60)
    stars: str = ask(gettext_lazy("Stars"), choices=STARS, pattern="^[1-5]$")
    tags: list[str] = ask(gettext_lazy("What was good or bad"), choices=TAGS.items(), default=[])
    text: str = ask(gettext_lazy("In words"), lines=3, at_most=500, default="")


class Reply(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_least=5, at_most=1000)


class Barrier(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    kind: str = ask(gettext_lazy("Kind"), choices=BARRIERS.items(), pattern=f"^({'|'.join(BARRIERS)})$")
    against: str = ask(gettext_lazy("Who put it up"), at_most=100)
    body: str = ask(gettext_lazy("What happened"), lines=5, at_least=10, at_most=1000)


class Materials(Given):
    registrar: str = ask(gettext_lazy("Registration authority"), kind="authority")
    matter: str = ask(gettext_lazy("Matter"), choices=CROSS_MATTERS.items(), pattern=f"^({'|'.join(CROSS_MATTERS)})$")
    name: str = ask(gettext_lazy("Name of the entity"), at_most=100)
    applicant: str = ask(gettext_lazy("Applicant"), at_most=60)
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=r"^\d{17}[\dXx]$")
    phone: str = ask(gettext_lazy("Phone"), kind="phone", personal=True, pattern=r"^1\d{10}$")
    materials: str = ask(gettext_lazy("Materials taken"), lines=4, at_most=1000)


class BarrierSettled(Given):
    result: str = ask(gettext_lazy("Outcome"), lines=2, at_most=300, help=gettext_lazy("Number of the local matter"))


class Figures(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=2000, at_most=2100)
    people: int = ask(gettext_lazy("Employees"), kind="number", at_least=0, personal=True)
    revenue: Decimal = ask(gettext_lazy("Revenue, 10,000 yuan"), kind="number", at_least=0, personal=True)
    assets: Decimal = ask(gettext_lazy("Assets, 10,000 yuan"), kind="number", at_least=0, personal=True)


@act(None, (Rating.kept, Rating.follow_up), by=APPLICANT, label=gettext_lazy("Rate a matter"))
def rate(row: Rating, given: Stars, on: Occasion) -> State:
    """Rate a closed matter; one or two stars are followed up."""
    what = _("It was not rated.")
    # The policy shows a party its own matters only, so a stranger's number is not found.
    rated = Proceeding.objects.filter(number=given.matter.strip()).exclude(procedure=Rating.key).first()
    own = rated is not None and Party.objects.filter(proceeding_id=rated.pk, principal__in=on.principal.names).exists()
    before = rated is not None and Rating.objects.filter(rated_id=rated.pk).exists()
    facts = rules.RatingFacts(rated is not None and rated.closed_at is not None, own, before)
    rules.rating(facts, on.law).require(what)
    if set(given.tags) - set(TAGS):
        raise Incomplete(what, fields={"tags": _("Choose one of the values offered.")})
    assert rated is not None
    row.rated_id, row.rated_procedure, row.rated_handler = rated.pk, rated.procedure, rated.handler_id
    row.code, row.title = rated.code, f"{rated.title} {rated.number}"[:200]
    row.stars, row.tags, row.text = int(given.stars), given.tags, given.text
    if row.stars > on.law.value("registry.rating_bad_from").amount:
        return Rating.kept
    return Rating.follow_up


@act(Rating.follow_up, Rating.answered, by=(Role.HANDLER, Role.APPROVER), label=gettext_lazy("Answer the rating"))
def answer_rating(row: Rating, given: Reply, on: Occasion) -> None:
    """Ask what went wrong, put it right, and say so; not by the officer who was rated."""
    if row.rated_handler and row.rated_handler == on.principal.officer_id:
        raise NotAllowed(
            _("It was not answered."),
            fact=_("You handled the matter that was rated."),
            article=on.law.cite(rules.RATING).text("zh-hans"),
            remedy=_("Another officer must act."),
        )
    row.answer = on.note = given.answer
    on.tell(APPLICANT, title=_("Your rating was followed up"), body=given.answer)


@act(None, BarrierReport.looking, by=APPLICANT, label=gettext_lazy("Report a barrier to the market"))
def report_barrier(row: BarrierReport, given: Barrier, on: Occasion) -> None:
    """Report a refused relocation, a forced branch, a list of a locality's own, or materials outside the guide."""
    about(row, own_firm(given.subject, on, _("It was not reported.")), on)
    # What is published must not stand under the firm's name: who reports shall not be found by it.
    row.subject = None
    row.kind, row.against, row.body = given.kind, given.against, given.body


class Silence(Given):
    matter: int = ask(gettext_lazy("Relocation"), kind="number")
    against: str = ask(gettext_lazy("Who put it up"), at_most=100)
    above: str = ask(gettext_lazy("Authority that looks into it"), at_most=12)


@act(None, BarrierReport.looking, by=MACHINE, label=gettext_lazy("Note that an authority was silent"))
def note_silence(row: BarrierReport, given: Silence, on: Occasion) -> None:
    """A relocation went on only because its time ran out: the authority above looks into the silence (Regulation, art. 27)."""
    matter = Proceeding.objects.get(pk=given.matter)
    above = Authority.objects.filter(pk=given.above).first()
    row.code, row.title, row.synthetic = above.pk if above else matter.code, matter.subject_name, matter.synthetic
    row.kind, row.against = "relocation", given.against
    row.body = _("%(number)s: the file was not handed over in time, and no legal ground was given.") % {
        "number": matter.number
    }
    on.admit(f"subject:{matter.subject_id}", APPLICANT)


@act(
    BarrierReport.looking,
    BarrierReport.removed,
    by=Role.HANDLER,
    label=gettext_lazy("Answer: barrier removed"),
    discloses="market_barrier",
    basis="market_access_opinion",
)
def remove_barrier(row: BarrierReport, given: Reply, on: Occasion) -> None:
    """The barrier was found and is removed; the answer is published without the firm's name."""
    _close_barrier(row, given, on)


@act(
    BarrierReport.looking,
    BarrierReport.none_found,
    by=Role.HANDLER,
    label=gettext_lazy("Answer: no barrier"),
    discloses="market_barrier",
    basis="market_access_opinion",
    favourable=False,
)
def deny_barrier(row: BarrierReport, given: Reply, on: Occasion) -> None:
    """What was asked rests on law; the answer says on which, and is published without the firm's name."""
    _close_barrier(row, given, on)


def _close_barrier(row: BarrierReport, given: Reply, on: Occasion) -> None:
    row.answer = on.note = given.answer
    article = on.law.cite("market_access_opinion").text("zh-hans")
    on.disclose(
        "market_barrier",
        f"准入壁垒反映答复：{BARRIERS[row.kind]}",
        article,
        {"kind": str(BARRIERS[row.kind]), "against": row.against, "answer": given.answer},
    )
    on.tell(APPLICANT, title=_("Your report of a barrier was answered"), body=given.answer)


@act(None, CrossRegionFiling.taken, by=Role.HANDLER, label=gettext_lazy("Take a filing for another region"))
def take_filing(row: CrossRegionFiling, given: Materials, on: Occasion) -> None:
    """Check identity and take the materials here; the registration authority elsewhere decides."""
    what = _("It was not taken.")
    registrar = Authority.objects.filter(pk=given.registrar).first()
    if registrar is None or registrar.pk == on.principal.authority_code:
        raise Incomplete(what, fields={"registrar": _("Choose another authority.")})
    row.title = row.subject_name = given.name
    row.matter, row.applicant, row.materials = given.matter, given.applicant, given.materials
    row.id_number, row.phone = given.id_number.upper(), given.phone
    row.taken_by, row.decided_by, row.registrar = on.principal.authority_name, registrar.name, registrar.pk


@act(CrossRegionFiling.taken, CrossRegionFiling.forwarded, by=Role.HANDLER, label=gettext_lazy("Forward"))
def transfer_to_registrar(row: CrossRegionFiling, given: Nothing, on: Occasion) -> None:
    """Hand the file to the registration authority; the authority that took it keeps seeing it."""
    on.note = row.decided_by
    on.moved_to = row.registrar
    row.handler_id, row.handler_name = None, ""


@act(CrossRegionFiling.forwarded, CrossRegionFiling.settled, by=Role.HANDLER, label=gettext_lazy("Settle"))
def settle(row: CrossRegionFiling, given: BarrierSettled, on: Occasion) -> None:
    """The registration authority has decided; the papers go to the place where the materials were taken."""
    row.result = on.note = given.result


@act(
    CrossRegionFiling.forwarded,
    CrossRegionFiling.not_settled,
    by=Role.HANDLER,
    label=gettext_lazy("Return with grounds"),
    favourable=False,
)
def return_filing(row: CrossRegionFiling, given: Reply, on: Occasion) -> None:
    """The registration authority does not take it and says what is missing."""
    row.result = on.note = given.answer[:300]


@act(None, SizeDeclaration.classing, by=APPLICANT, label=gettext_lazy("Declare the size of the firm"))
def declare_size(row: SizeDeclaration, given: Figures, on: Occasion) -> None:
    """Say people, revenue and assets of a year; the figures stay with the authority."""
    subject = own_firm(given.subject, on, _("It was not declared."))
    about(row, subject, on)
    row.year = given.year
    row.figures = {"people": given.people, "revenue": str(given.revenue), "assets": str(given.assets)}
    on.then("registry.size_declaration.class_firm", row.pk)


@act(SizeDeclaration.classing, SizeDeclaration.listed, by=MACHINE, label=gettext_lazy("Class by the standard"))
def class_firm(row: SizeDeclaration, given: Nothing, on: Occasion) -> None:
    """The standard of 2011 says the size class; only that becomes public."""
    subject = Subject.objects.get(pk=row.subject_id or 0)
    threshold = support.threshold_for(support.industries_of(subject))
    row.industry = threshold.trade
    row.size = rules.size_of(threshold, {name: Decimal(value) for name, value in row.figures.items()})
    FirmSize.objects.update_or_create(
        subject=subject, year=row.year, defaults={"industry": threshold.trade, "size": row.size}
    )
    on.note = str(dict(FirmSize.CLASSES)[row.size])
