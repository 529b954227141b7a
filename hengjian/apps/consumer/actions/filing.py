"""How a complaint comes in: by the person without an account, by account, by an officer for hotline and letter, by program."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.procedures.complaint import WISHES
from hengjian.apps.consumer.procedures.filing import CHANNELS
from hengjian.apps.consumer.queries.access import guest_of, new_code, print_of
from hengjian.apps.consumer.rules import categories
from hengjian.apps.consumer.rules.papers import patterns
from hengjian.apps.consumer.rules.routing import RESPONDENTS, RouteFacts, routed
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE
from hengjian.kernel.refusal import Incomplete

from .examining import look
from .words import STAFF, fen, not_later, zh

PHONE = r"^1\d{10}$|^0\d{2,3}-?\d{7,8}$"
BY_HAND = [(key, label) for key, label in CHANNELS if key not in ("platform_web", "api", "odr")]
WHO, WHAT, WHEN = gettext_lazy("Who it is against"), gettext_lazy("What happened"), gettext_lazy("When and how much")
PROOF, YOU = gettext_lazy("Evidence"), gettext_lazy("Who you are")


class Matter(Given):
    """What every filing says: who, what, when, how much, evidence. `through` is the channel it is filed by."""

    through: ClassVar[str] = "platform_web"

    subject: int | None = ask(gettext_lazy("Business on the register"), kind="respondent", default=None, section=WHO)
    business: str = ask(
        gettext_lazy("Name of the business"), default="", at_most=120,
        help=gettext_lazy("As on the sign, the receipt or the order, if you have not found it on the register"),
    )  # fmt: skip
    respondent: str = ask(gettext_lazy("Kind of business"), choices=RESPONDENTS, default="shop")
    platform: str = ask(gettext_lazy("Platform"), default="", at_most=120)
    place_division: str = ask(
        gettext_lazy("County or district of the business"), kind="division", pattern=r"^\d{6}(\d{3})?$"
    )
    place: str = ask(gettext_lazy("Address of the business"), default="", at_most=200)
    goods: str = ask(gettext_lazy("Goods or service"), at_most=120, section=WHAT)
    problem: str = ask(gettext_lazy("Problem"), kind="consumer_problem", default="", at_most=24)
    what: str = ask(gettext_lazy("What happened"), lines=6, at_least=8, at_most=3000)
    happened_on: date | None = ask(gettext_lazy("When it happened"), kind="date", default=None, section=WHEN)
    amount: Decimal | None = ask(
        gettext_lazy("Amount in dispute"), kind="money", default=None, at_least=0, at_most=1_000_000_000
    )
    file: str = ask(
        gettext_lazy("Receipt, order or chat"), kind="file", default="", section=PROOF,
        help=gettext_lazy("A picture or PDF of at most 30 MB"),
    )  # fmt: skip
    file_2: str = ask(gettext_lazy("Another file"), kind="file", default="")
    file_3: str = ask(gettext_lazy("Another file"), kind="file", default="")


class ComplaintFiled(Matter):
    wish: str = ask(
        gettext_lazy("What is asked"), choices=WISHES, default="refund", section=gettext_lazy("What you ask for")
    )
    known_on: date | None = ask(gettext_lazy("When you knew of the harm, if later"), kind="date", default=None)
    name: str = ask(
        gettext_lazy("Your name"), at_least=2, at_most=40, personal=True, section=YOU,
        help=gettext_lazy("Your own: complaints in another's name are not accepted"),
    )  # fmt: skip
    phone: str = ask(gettext_lazy("Your phone"), kind="phone", pattern=PHONE, personal=True)
    consents: bool = ask(gettext_lazy("The result may be published without my name"), kind="check", default=True)
    delegable: bool = ask(gettext_lazy("A mediation body may be asked to mediate"), kind="check", default=False)


class ComplaintEntered(ComplaintFiled):
    channel: str = ask(gettext_lazy("Channel"), choices=BY_HAND, section=gettext_lazy("How it came in"))
    channel_number: str = ask(gettext_lazy("Number of the channel"), default="", at_most=60)


def fill(row: Any, given: Matter, on: Occasion, what: str) -> None:
    """Content, respondent and the authority in charge; refuses what cannot be meant."""
    if given.problem and given.problem not in categories.problems():
        raise Incomplete(what, fields={"problem": _("Choose one of the values offered.")})
    if not not_later(given.happened_on, on.day):
        raise Incomplete(what, fields={"happened_on": _("This day is still to come.")})
    row.what, row.goods, row.problem, row.place = given.what, given.goods, given.problem, given.place
    row.happened_on, row.amount = given.happened_on, fen(given.amount)
    row.respondent, row.platform, row.place_division = given.respondent, given.platform, given.place_division
    _against(row, given, what)
    _route(row, on, what)
    for token in (given.file, given.file_2, given.file_3):
        on.keep_sent(token, "来件材料")


def _against(row: Any, given: Matter, what: str) -> None:
    subject = Subject.objects.filter(pk=given.subject).first() if given.subject else None
    if given.subject and subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    row.subject, row.subject_name = subject, subject.name if subject else given.business
    if subject is not None:
        row.synthetic = row.synthetic or subject.synthetic


def _route(row: Any, on: Occasion, what: str) -> None:
    """The authority in charge of the place, named with its article."""
    subject = row.subject
    facts = RouteFacts(
        row.respondent,
        row.place_division,
        subject.division_code if subject else "",
        subject.office_code if subject else "",
    )
    codes = {code[:size] for code in (facts.place, facts.domicile) for size in (2, 4, 6) if len(code) >= size}
    known = set(Authority.objects.filter(pk__in=codes).values_list("pk", flat=True))
    route = routed(facts, known, on.law)
    if route is None:
        raise Incomplete(what, fields={"place_division": _("There is no such authority.")})
    row.code, row.route = route.code, f"{zh(route.why)}（{route.article.official}）"
    if on.principal.kind == "officer" and not on.principal.sees(route.code):
        # Written down where the person called; whoever took it transfers it (form 3), and the clock runs on.
        row.code = on.principal.place


def sign(row: Any, name: str, phone: str, on: Occasion) -> None:
    """Whose filing it is: sealed, counted by fingerprint, reached by account or by code and phone."""
    row.filer_name, row.filer_phone, row.filer_print = name, phone, print_of(phone) if phone else ""
    if on.principal.kind == "party" and not on.principal.user_id:
        row.guest = on.principal.id
    elif on.principal.kind != "party" and phone:
        row.query_code = new_code()
        row.guest = guest_of(row.query_code, phone).id
        on.admit(row.guest, APPLICANT)


def register(row: Any, on: Occasion, title: str, verb: str) -> None:
    """Title, the register form (forms 1 and 2), and what the machine looks at next."""
    row.title = f"{title}：{row.subject_name or divisions.full_name(row.place_division)}"[:200]
    with translation.override("zh-hans"):
        rows = [[str(label), str(value)] for label, value in row.facts()]
    form = "register_report" if row.key == "consumer.report" else "register"
    on.issue(
        "consumer.register",
        f"{title}登记表",
        {"rows": rows, "kind": title},
        f"consumer.{form}",
        pattern=patterns()[form],
    )
    on.then(f"{row.key}.{verb}", row.pk)


def _complaint(row: Complaint, given: ComplaintFiled, on: Occasion, what: str) -> None:
    fill(row, given, on, what)
    if not row.subject_name:
        raise Incomplete(what, fields={"business": _("Say against which business it is.")})
    row.wish, row.consents, row.delegable = given.wish, given.consents, given.delegable
    row.known_on = given.known_on or given.happened_on
    sign(row, given.name, given.phone, on)
    register(row, on, "投诉", "examine")


@act(None, Complaint.received, by=APPLICANT, label=gettext_lazy("Complain about a business"))
def complain(row: Complaint, given: ComplaintFiled, on: Occasion) -> None:
    """A consumer complains, with or without an account."""
    row.channel = given.through
    _complaint(row, given, on, _("The complaint was not taken."))


@act(None, Complaint.received, by=STAFF, label=gettext_lazy("Enter a complaint"))
def enter_complaint(row: Complaint, given: ComplaintEntered, on: Occasion) -> None:
    """An officer writes down what came by telephone, letter, walk-in or from the city's hotline."""
    row.channel, row.channel_number = given.channel, given.channel_number
    row.handler_id, row.handler_name = None, ""
    _complaint(row, given, on, _("The complaint was not taken."))


OPEN = (
    Complaint.received,
    Complaint.at_station,
    Complaint.identity_asked,
    Complaint.disputed,
    Complaint.mediation,
    Complaint.agreement,
)


@act(Complaint.received, None, by=MACHINE, label=gettext_lazy("Look at a complaint"))
def examine(row: Complaint, given: Nothing, on: Occasion) -> None:
    """What the machine can say for itself: how often the person has filed. It never refuses anybody."""
    look(row, on)
