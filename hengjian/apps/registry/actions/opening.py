"""Acts of opening a business in one go, and following the licence they wait for."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.models import Dispatch, SubMatter
from hengjian.apps.registry.procedures import Establishment, Opening
from hengjian.apps.registry.procedures.opening import PARTS
from hengjian.apps.registry.rules import exchange as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, MACHINE, Role, acting_as
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from . import exchange
from .founding import IndividualForm

# The answer that a part's partner looks at, and by which a refused part is corrected.
ANSWERS = {"seal": "seal_maker", "tax": "taxpayer", "insurance": "staff", "fund": "staff", "bank": "branch"}


class OneForm(IndividualForm):
    seal_maker: str = ask(
        gettext_lazy("Seal maker"), at_most=60, default="", help=gettext_lazy("Left empty: no seal is made now")
    )
    taxpayer: str = ask(
        gettext_lazy("Invoices"),
        choices=[("small", gettext_lazy("Small-scale taxpayer")), ("general", gettext_lazy("General taxpayer"))],
        default="small",
        pattern="^(small|general)$",
    )
    staff: int = ask(gettext_lazy("Employees at the start"), kind="number", at_least=0, at_most=100_000, default=0)
    fund: bool = ask(gettext_lazy("Register for the housing provident fund"), kind="check", default=False)
    branch: str = ask(
        gettext_lazy("Bank branch"), at_most=80, default="", help=gettext_lazy("Left empty: no account is asked for")
    )
    event: str = ask(
        gettext_lazy("Permits for what you want to do"),
        kind="life_event",
        at_most=30,
        default="",
        help=gettext_lazy(
            "Left empty: none are applied for now. They are applied for together when the licence is there."
        ),
    )
    category: str = ask(
        gettext_lazy("Category of the trade"),
        default="1",
        at_most=2,
        help=gettext_lazy("Food operation: 1 sales, 2 catering, 3 canteen."),
    )


class Answered(Given):
    part: str = ask(gettext_lazy("Part"), choices=PARTS.items(), pattern=f"^({'|'.join(PARTS)})$")
    outcome: str = ask(
        gettext_lazy("Outcome"),
        choices=[("done", gettext_lazy("done")), ("refused", gettext_lazy("refused"))],
        pattern="^(done|refused)$",
    )
    message: str = ask(gettext_lazy("Message"), at_most=300, default="")
    reference: str = ask(gettext_lazy("Number given"), at_most=80, default="")


class Correction(Given):
    part: str = ask(gettext_lazy("Part"), choices=PARTS.items(), pattern=f"^({'|'.join(PARTS)})$")
    answer: str = ask(gettext_lazy("What shall be instead"), at_most=80)


class Part(Given):
    part: str = ask(gettext_lazy("Part"), choices=PARTS.items(), pattern=f"^({'|'.join(PARTS)})$")


@act(None, Opening.registering, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Open a business in one go"))
def open_business(row: Opening, given: OneForm, on: Occasion) -> None:
    """File the establishment and note what the other departments are asked for."""
    filing = IndividualForm(**{name: getattr(given, name) for name in IndividualForm.model_fields})
    filed = perform("registry.establishment.file", None, filing, on.principal).proceeding
    row.establishment_id, row.code = filed.pk, filed.code
    row.title = row.subject_name = filed.title
    row.wishes = {
        "seal_maker": given.seal_maker,
        "taxpayer": given.taxpayer,
        "staff": given.staff,
        "fund": given.fund,
        "branch": given.branch,
        "phone": given.phone,
        "event": given.event,
        "category": given.category,
    }


@act(Opening.registering, Opening.joint, by=MACHINE, label=gettext_lazy("Pass on to the departments"))
def pass_on(row: Opening, given: Nothing, on: Occasion) -> None:
    """The licence is there: every part that was asked for goes to its department."""
    licence = Establishment.objects.get(pk=row.establishment_id or 0)
    row.subject_id, row.subject_name, row.licensed_at = licence.subject_id, licence.subject_name, licence.closed_at
    on.admit(f"subject:{licence.subject_id}", "entity")
    for kind in parts_asked(row.wishes):
        part = SubMatter(proceeding_id=row.pk, kind=kind, state=SubMatter.SENT, sent_at=on.at)
        part.save()
        _queue(row, part, on)
    on.note = "、".join(str(PARTS[k]) for k in parts_asked(row.wishes))
    if row.wishes.get("event"):
        _apply_for_permits(row, licence, on)


def _apply_for_permits(row: Opening, licence: Establishment, on: Occasion) -> None:
    """The life event named in the one form goes on with its permits, as a package of the room that gives them."""
    items = licence.proposed
    given = {
        "opening": row.pk,
        "subject": licence.subject_id,
        "event": row.wishes["event"],
        "content": items.scope[:300],
        "premises": items.domicile.address,
        "category": row.wishes.get("category", "1"),
    }
    on.then("licensing.package.file_after_licence", None, given)


@act(Opening.registering, Opening.unregistered, by=MACHINE, label=gettext_lazy("End without a licence"))
def end_unregistered(row: Opening, given: Nothing, on: Occasion) -> None:
    """The establishment ended without a registration, so there is nothing to open."""
    on.tell(APPLICANT, title=_("Not opened: %(name)s") % {"name": row.title})


@act(Opening.joint, (Opening.opened, Opening.joint), by=MACHINE, label=gettext_lazy("Take a department's answer"))
def receive(row: Opening, given: Answered, on: Occasion) -> State:
    """A department has done its part or refuses it; with the last part the business is open."""
    part = _part(row, given.part)
    if part.state == SubMatter.LEFT_OUT:
        return Opening.joint
    done = given.outcome == "done"
    part.state, part.message = (SubMatter.DONE, given.reference) if done else (SubMatter.REFUSED, given.message)
    part.done_at = on.at if done else None
    part.save(update_fields=["state", "message", "done_at"])
    if not done:
        title = _("%(part)s: please correct (%(name)s)") % {"part": PARTS[given.part], "name": row.title}
        on.tell(APPLICANT, title=title, body=given.message)
    return _onward(row, on)


@act(Opening.joint, Opening.joint, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Correct a refused part"))
def correct(row: Opening, given: Correction, on: Occasion) -> None:
    """Say it otherwise, and have the part passed on again."""
    part = _part(row, given.part)
    if part.state != SubMatter.REFUSED:
        raise Conflict(_("It was not corrected."), fact=_("This part has not been refused."))
    try:
        wished = OneForm.model_fields[ANSWERS[given.part]].annotation is int
        row.wishes = {**row.wishes, ANSWERS[given.part]: int(given.answer) if wished else given.answer}
    except ValueError:
        raise Incomplete(_("It was not corrected."), fields={"answer": _("Write a number.")}) from None
    part.state, part.message, part.attempt = SubMatter.WAITING, "", part.attempt + 1
    part.save(update_fields=["state", "message", "attempt"])
    on.then("registry.opening.pass_part", row.pk, {"part": given.part})


@act(Opening.joint, Opening.joint, by=MACHINE, label=gettext_lazy("Pass a part on again"))
def pass_part(row: Opening, given: Part, on: Occasion) -> None:
    """Send a corrected part to its department."""
    part = _part(row, given.part)
    part.state, part.sent_at = SubMatter.SENT, on.at
    part.save(update_fields=["state", "sent_at"])
    _queue(row, part, on)


@act(Opening.joint, (Opening.opened, Opening.joint), by=APPLICANT, label=gettext_lazy("Leave a part out"))
def leave_out(row: Opening, given: Part, on: Occasion) -> State:
    """The applicant will see to a part later; seal, fund and bank are nobody's duty at the start."""
    part = _part(row, given.part)
    if given.part not in rules.MAY_BE_LEFT_OUT or part.state == SubMatter.DONE:
        raise Conflict(_("It was not left out."), fact=_("This part is done, or cannot be left out."))
    part.state = SubMatter.LEFT_OUT
    part.save(update_fields=["state"])
    return _onward(row, on)


@act(Opening.registering, Opening.given_up, by=APPLICANT, label=gettext_lazy("Give up"))
def give_up(row: Opening, given: Nothing, on: Occasion) -> None:
    """Take the filing of the establishment back, and with it the rest."""
    perform("registry.establishment.withdraw", row.establishment_id, {}, on.principal)


def parts_asked(wishes: dict[str, Any]) -> tuple[str, ...]:
    """The parts that were asked for: tax always, the others by the answers."""
    asked = {
        "seal": wishes.get("seal_maker"),
        "tax": True,
        "insurance": wishes.get("staff"),
        "fund": wishes.get("fund"),
        "bank": wishes.get("branch"),
    }
    return tuple(kind for kind, wanted in asked.items() if wanted)


def follow(most: int = 200) -> int:
    """Take openings on whose establishment has been decided; gives how many."""
    with acting_as(CLOCKWORK) as machine:
        found = list(
            Opening.objects.filter(state="registering", establishment__closed_at__isnull=False).values_list(
                "pk", "establishment__state"
            )[:most]
        )
        for pk, state in found:
            verb = "pass_on" if state == "approved" else "end_unregistered"
            perform(f"registry.opening.{verb}", pk, {}, machine, key=f"follow:{pk}")
    return len(found)


def _part(row: Opening, kind: str) -> SubMatter:
    found = SubMatter.objects.filter(proceeding_id=row.pk, kind=kind).first()
    if found is None:
        raise Incomplete(_("Nothing was changed."), fields={"part": _("This part was not asked for.")})
    return found


def _onward(row: Opening, on: Occasion) -> State:
    states = SubMatter.objects.filter(proceeding_id=row.pk).values_list("state", flat=True)
    if rules.still_open(states):
        return Opening.joint
    on.tell(APPLICANT, title=_("Opened: %(name)s, all parts are done") % {"name": row.title})
    return Opening.opened


def _queue(row: Opening, part: SubMatter, on: Occasion) -> Dispatch:
    """What the department needs, and no more."""
    subject = Subject.objects.get(pk=row.subject_id or 0)
    licence = Establishment.objects.get(pk=row.establishment_id or 0)
    items = licence.proposed
    payload = {
        "code": subject.code,
        "name": subject.name,
        "representative": items.representative,
        "id_number": licence.id_number,
        "phone": row.wishes.get("phone", ""),
        "domicile": items.domicile.address,
        ANSWERS[part.kind]: row.wishes.get(ANSWERS[part.kind], ""),
    }
    partner = rules.PARTS[part.kind]
    key = f"opening:{row.pk}:{part.kind}:{part.attempt}"
    name = rules.PARTNERS[partner]
    return exchange.queue(subject, partner, name, f"opening.{part.kind}", key, payload, on.at, matter_id=row.pk)
