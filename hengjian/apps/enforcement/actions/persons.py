"""处罚到人: the responsible persons of a case are told, heard, punished, served and published each apart (处罚法 44-45, 63)."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import CaseParty
from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.apps.enforcement.rules import limits as rules
from hengjian.apps.enforcement.rules import publication
from hengjian.apps.enforcement.rules.masking import masked
from hengjian.apps.enforcement.rules.money import fen, yuan
from hengjian.apps.enforcement.rules.papers import Value
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import mask_id, mask_name
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, NotAllowed, TooLate

from . import instalments, involved, printer, publicity, service, telling
from .cases import last_day, noon
from .hearings import HearingReport, record_hearing

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
OWED = (PersonPenalty.performing, PersonPenalty.deferred, PersonPenalty.unpaid)
STANDING = (PersonPenalty.by_notice, *OWED, PersonPenalty.performed)
SERVED = PersonPenalty.performing, PersonPenalty.performed, PersonPenalty.finished


class PersonIntent(Given):
    case: int = ask(gettext_lazy("Case"), kind="number")
    party: int = ask(gettext_lazy("Person"), kind="number")


class PersonService(service.ServiceGiven):
    pass


class PersonSays(Given):
    statement: str = ask(gettext_lazy("What the person says"), lines=5, default="", at_most=4000, personal=True)
    waived: bool = ask(gettext_lazy("The person waives statement and hearing in writing"), kind="check", default=False)


class PersonHearing(Given):
    grounds: str = ask(gettext_lazy("Grounds"), lines=3, default="", at_most=2000)


class PersonReply(Given):
    reply: str = ask(gettext_lazy("Answer to what the person said, with reasons"), lines=4, at_least=4, at_most=2000)
    fine: Decimal | None = ask(gettext_lazy("Fine, where the statement lowers it"), kind="money", default=None, at_least=0,
                               at_most=10**11)  # fmt: skip


class NotPublished(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=publication.GROUNDS)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class PersonSpared(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


def case_of(row: PersonPenalty) -> Case:
    """The case beside which it stands."""
    found: Case = Case.objects.select_related("subject").get(pk=row.case_id)
    return found


def of_case(case: Case) -> list[PersonPenalty]:
    """Penalties of persons that stand beside a case, or are still intended."""
    rows = PersonPenalty.objects.filter(case_id=case.pk).exclude(state__in=("dropped", "annulled"))
    return list(rows.select_related("who").order_by("pk"))


def tell_persons(case: Case, on: Occasion) -> None:
    """With the notice of the case every responsible person is told apart, once."""
    known = {row.who_id for row in of_case(case)}
    for party in CaseParty.objects.filter(proceeding_id=case.pk).exclude(role="witness").order_by("pk"):
        if (party.fine or party.ban) and party.pk not in known:
            given = {"case": case.pk, "party": party.pk}
            publicity.machine("enforcement.person_penalty.intend", None, given, f"intend:{case.pk}:{party.pk}")


def require_told(case: Case, on: Occasion, what: str) -> None:
    """No decision before every person that is to be punished was told and heard (处罚法 44, 45, 62)."""
    for row in of_case(case):
        until, name = row.may_speak_until(), mask_name(row.who.name)
        fact = ""
        if row.notice_served_on is None:
            fact = _("%(name)s has not been told what is intended.") % {"name": name}
        elif row.hearing_asked_on and not row.heard_on:
            fact = _("%(name)s has asked for a hearing that was not held.") % {"name": name}
        elif until and on.day <= until and not row.waived and not row.heard_on:
            fact = _("%(name)s may speak until %(day)s.") % {"name": name, "day": until.isoformat()}
        elif row.statement and not row.reply:
            fact = _("What %(name)s said has not been answered.") % {"name": name}
        if fact:
            remedy = _("Go on with the penalty of this person first: %(number)s.") % {"number": row.number}
            raise Conflict(what, fact=fact, article=on.law.cite("penalty_law art. 62"), remedy=remedy)


def decide_persons(case: Case, on: Occasion) -> None:
    """With the decision of the case every person's is made; without a penalty of the case there is none."""
    verb = "be_decided" if case.result == "penalty" else "be_dropped"
    for row in of_case(case):
        if row.state == "told":
            publicity.machine(f"enforcement.person_penalty.{verb}", row.pk, {}, f"{verb}:{row.pk}:{on.act_id}")


@act(None, PersonPenalty.told, by=MACHINE, label=gettext_lazy("Tell a person what is intended"),
     basis="penalty_law art. 44")  # fmt: skip
def intend(row: PersonPenalty, given: PersonIntent, on: Occasion) -> None:
    """行政处罚告知书 to the person: facts, the own part in them, articles, what is intended, rights."""
    case: Case = Case.objects.select_related("subject").get(pk=given.case)
    party = CaseParty.objects.get(pk=given.party)
    row.case_id, row.case_number, row.code, row.synthetic = case.pk, case.number, case.code, case.synthetic
    row.who, row.fine, row.ban, row.duty = party, party.fine, party.ban, party.duty
    row.subject_name = mask_name(party.name)
    row.title = f"责任人员处罚：{row.subject_name}（{case.number}）"[:200]
    row.handler_id, row.handler_name = case.handler_id, case.handler_name
    facts = facts_of(row, case, on)
    printer.print_paper(case, "PEN-37", facts, on, _("No notice was issued."), to=party.name)


def facts_of(row: PersonPenalty, case: Case, on: Occasion) -> dict[str, Value]:
    """The facts of the case with what is the person's own."""
    lines = [f"名称（姓名）：{row.who.name}", f"身份：{row.who.get_role_display()}（{case.party_name}）"]
    lines += [f"证件号码：{mask_id(row.who.id_number)}"] if row.who.id_number else []
    own = f"{case.found}\n{row.who.name}对上述违法行为负有责任：{row.duty}" if row.duty else ""
    term = on.law.limit("penalty.payment").amount
    pay = f"自收到本决定书之日起{term}日内缴纳罚款人民币{yuan(row.fine)}元。" if row.fine else ""
    words = row.words
    return printer.facts_of(case, on.law) | {
        "party": lines,
        "conduct": own,
        "intended": words,
        "penalty": words,
        "hearing_right": printer.hearing_words(_hearing_due(row, on), on.law),
        "reply": row.reply or "当事人在法定期限内未提出陈述、申辩意见。",
        "performance": pay or "本决定自送达之日起生效，应当立即履行。",
    }


def _hearing_due(row: PersonPenalty, on: Occasion) -> bool:
    return rules.hearing_due(row.kinds, row.fine, 0, True, on.law)


@act(PersonPenalty.told, None, by=STAFF, label=gettext_lazy("Record the service of the notice"), certificate=True)
def serve_person_notice(row: PersonPenalty, given: PersonService, on: Occasion) -> None:
    """The person's own five working days run from here."""
    telling.serve(row, given, on, _hearing_due(row, on), case_of(row))


@act(PersonPenalty.told, None, by=(*STAFF, MACHINE), label=gettext_lazy("Record what the person says"))
def hear_person(row: PersonPenalty, given: PersonSays, on: Occasion) -> None:
    """Statement and defence of the person; it never makes the penalty heavier (处罚法 45)."""
    telling.hear(row, given, on)


@act(PersonPenalty.told, None, by=STAFF, label=gettext_lazy("Answer what the person said"), internal=True)
def answer_person(row: PersonPenalty, given: PersonReply, on: Occasion) -> None:
    """What is followed and what is not, with reasons: it stands in the decision. It may lower the fine."""
    involved.lower(row, given.fine, _("The answer was not kept."))
    row.reply = on.note = given.reply


@act(PersonPenalty.told, None, by=(*STAFF, MACHINE), label=gettext_lazy("Take the person's request for a hearing"))
def ask_person_hearing(row: PersonPenalty, given: PersonHearing, on: Occasion) -> None:
    """A ban from the trade and a larger fine are heard when the person asks for it in time (处罚法 63, 64)."""
    what = _("The request was not taken.")
    if row.notice_served_on is None:
        raise Conflict(what, fact=_("The notice has not been served."))
    if row.hearing_until is None:
        raise NotAllowed(
            what, fact=_("No hearing is offered for this penalty."), article=on.law.cite("penalty_law art. 63")
        )
    if on.day > row.hearing_until:
        raise TooLate(
            what,
            fact=_("The time to ask for a hearing ended on %(day)s.") % {"day": row.hearing_until.isoformat()},
            article=on.law.limit("penalty.hearing_request").cite,
            remedy=_("Take it as a statement."),
        )
    row.hearing_asked_on = on.day
    on.note = given.grounds


@act(PersonPenalty.told, None, by=STAFF, label=gettext_lazy("Record the hearing of the person"),
     basis="penalty_law art. 64")  # fmt: skip
def hold_person_hearing(row: PersonPenalty, given: HearingReport, on: Occasion) -> None:
    """Presided over by somebody who has not investigated; record and report stand in the person's file."""
    what, case = _("The hearing was not recorded."), case_of(row)
    if row.hearing_asked_on is None:
        raise Conflict(what, fact=_("Nobody has asked for a hearing."))
    if on.principal.officer_id in case.officers:
        raise NotAllowed(
            what, fact=_("Who presides must be an officer who has not investigated."),
            article=on.law.cite("penalty_law art. 64"),
        )  # fmt: skip
    record_hearing(
        case, given, on, what, f"{timezone.localtime(on.at):%Y年%m月%d日}", "本机关听证室", on.principal.name
    )
    row.heard_on = on.day
    on.note = given.advice


@act(PersonPenalty.told, PersonPenalty.decided, by=MACHINE, label=gettext_lazy("Decided with its case"),
     basis="penalty_law art. 57")  # fmt: skip
def be_decided(row: PersonPenalty, given: Nothing, on: Occasion) -> None:
    """行政处罚决定书 of its own: the person may challenge it apart from the business."""
    case, what = case_of(row), _("Nothing was decided.")
    row.decided_on = on.day
    printer.print_paper(case, "PEN-45", facts_of(row, case, on), on, what, to=row.who.name)
    on.note = "；".join(row.words)


@act(PersonPenalty.told, PersonPenalty.dropped, by=MACHINE, label=gettext_lazy("Not pursued"))
def be_dropped(row: PersonPenalty, given: Nothing, on: Occasion) -> None:
    """The case ends without penalty."""


@act(PersonPenalty.told, PersonPenalty.dropped, by=Role.HEAD, label=gettext_lazy("Do not pursue this person"),
     basis="penalty_law art. 45", favourable=True)  # fmt: skip
def spare_person(row: PersonPenalty, given: PersonSpared, on: Occasion) -> None:
    """What the person said is found to be right: nothing is decided against it (处罚法 45, 57)."""
    on.note = given.reason
    row.reply = given.reason


@act(
    PersonPenalty.decided, (*SERVED, PersonPenalty.by_notice), by=STAFF,
    label=gettext_lazy("Serve the decision on the person"), certificate=True, basis="penalty_law art. 61",
)  # fmt: skip
def serve_person(row: PersonPenalty, given: PersonService, on: Occasion) -> State:
    """Served apart from the business; the own fifteen days to pay run from the receipt."""
    what = _("The decision was not served.")
    row.decision_no = service.paper_number(row.pk, "PEN-45")
    row.served_on = service.record(row, given, "PEN-45", on, what, case=case_of(row))
    if given.way == "public":
        on.count_from(noon(given.on or on.day))
        return PersonPenalty.by_notice
    return _served(row, on)


@act(PersonPenalty.by_notice, SERVED, by=CLOCK, label=gettext_lazy("The public notice is over"))
def deem_person_served(row: PersonPenalty, given: Nothing, on: Occasion) -> State:
    """Thirty days after the public notice the decision counts as served."""
    return _served(row, on)


def _served(row: PersonPenalty, on: Occasion) -> State:
    """It has effect: the time to pay runs, a ban goes into the register that every filing asks."""
    assert row.served_on is not None
    if row.ban:
        publicity.ban(case_of(row), row.who, row.decision_no)
    if not row.fine:
        return _settled(row)
    row.pay_by = last_day("penalty.payment", on.law, row.served_on)
    on.count_from(noon(row.served_on))
    return PersonPenalty.performing


def _settled(row: PersonPenalty) -> State:
    return PersonPenalty.finished if row.shown_publicly else PersonPenalty.performed


@act(OWED, (PersonPenalty.performed, PersonPenalty.finished, *OWED), by=STAFF, label=gettext_lazy("Record a payment"),
     favourable=True)  # fmt: skip
def pay_person(row: PersonPenalty, given: instalments.Payment, on: Occasion) -> State:
    """The person's own fine, never settled against the entity's (处罚法 67)."""
    what = _("The payment was not recorded.")
    day = given.paid_on or on.day
    if row.pay_by and row.state == "unpaid":
        row.surcharge = rules.surcharge(row.fine, row.pay_by, day, on.law)
    instalments.check_day(given, day, row.decided_on, on, what)
    instalments.check_amount(given, _owed(row), what)
    row.paid, row.paid_on = row.paid + fen(given.amount), day
    on.note = f"{yuan(fen(given.amount))} {given.receipt}".strip()
    return row.states[row.state] if _owed(row) else _settled(row)


def _owed(row: PersonPenalty) -> int:
    return max(0, row.fine + row.surcharge - row.paid)


@act((PersonPenalty.performing, PersonPenalty.unpaid), PersonPenalty.deferred, by=Role.HEAD,
     label=gettext_lazy("Grant deferral or instalments"), basis="penalty_law art. 66", favourable=True)  # fmt: skip
def defer_person(row: PersonPenalty, given: instalments.Deferral, on: Occasion) -> None:
    """Hardship of the person: later or in parts (处罚法 66)."""
    row.plan, row.pay_by = instalments.plan_of(given, _owed(row), on, _("Nothing was granted."))
    instalments.print_plan(case_of(row), row.plan, on, facts_of(row, case_of(row), on)["party"], row.who.name)
    on.note = given.reason
    on.then("enforcement.person_penalty.person_plan_over", row.pk, {}, at=noon(row.pay_by + timedelta(days=1)))


@act(PersonPenalty.performing, PersonPenalty.unpaid, by=CLOCK, label=gettext_lazy("The time to pay is over"),
     favourable=False)  # fmt: skip
def person_late(row: PersonPenalty, given: Nothing, on: Occasion) -> None:
    """From the day after, three per cent of the fine a day, never above the fine (处罚法 72)."""


@act(PersonPenalty.deferred, PersonPenalty.unpaid, by=MACHINE, label=gettext_lazy("The instalments are over"),
     favourable=False)  # fmt: skip
def person_plan_over(row: PersonPenalty, given: Nothing, on: Occasion) -> None:
    """The last instalment was not paid in time."""
    if row.pay_by and on.day <= row.pay_by:
        raise Conflict(_("Nothing has run out."), fact=_("There is still time."))


@act(STANDING, (PersonPenalty.finished, *STANDING), by=STAFF, label=gettext_lazy("Publish the decision"),
     basis="samr_penalty_publicity art. 9")  # fmt: skip
def publish_person(row: PersonPenalty, given: Nothing, on: Occasion) -> State:
    """Apart from the entity's decision, the person's name and numbers masked, for the term of Order 45, art. 13."""
    what, case = _("The decision was not published."), case_of(row)
    if row.shown_publicly:
        raise Conflict(what, fact=_("It has been published."))
    row.published_on = on.day
    lines = [
        f"当事人：{mask_name(row.who.name)}（{row.who.get_role_display()}）",
        f"违法事实：{case.found}\n{row.duty}",
        f"处罚依据：{case.punished_by}",
        f"处罚内容：{'；'.join(row.words)}",
        f"作出决定的日期：{row.decided_on}",
    ]
    body = {
        "content": masked("\n".join(lines), publicity.names_of(case)),
        "number": row.decision_no,
        "authority": publicity.authority_name(row.code),
    }
    term = "credit.penalty_long" if row.ban else "credit.penalty_short"
    until = noon(last_day(term, on.law, on.day))
    title = f"行政处罚（{row.decision_no}）：{mask_name(row.who.name)}"[:200]
    on.disclose("penalty", title, on.law.cite("samr_penalty_publicity art. 9"), body, until=until)
    return PersonPenalty.finished if row.state == "performed" else row.states[row.state]


@act(STANDING, (PersonPenalty.finished, *STANDING), by=(Role.APPROVER, Role.HEAD),
     label=gettext_lazy("Record why it is not published"), internal=True)  # fmt: skip
def keep_person_unpublished(row: PersonPenalty, given: NotPublished, on: Occasion) -> State:
    """A legal ground, with its article and the reason."""
    if row.shown_publicly:
        raise Conflict(_("Nothing was recorded."), fact=_("It has been published."))
    row.unpublished = unpublished_words(given, on)
    on.note = given.reason
    return PersonPenalty.finished if row.state == "performed" else row.states[row.state]


def unpublished_words(given: NotPublished, on: Occasion) -> str:
    """The ground with its article as the file keeps it."""
    article = on.law.cite(publication.ARTICLES[given.ground])
    return f"{publication.GROUNDS_ZH[given.ground]}（{article.official}）"[:300]


@act(
    (PersonPenalty.told, PersonPenalty.decided, *STANDING, PersonPenalty.finished), PersonPenalty.annulled, by=MACHINE,
    label=gettext_lazy("The decision is set aside"), held="*", favourable=False,
)  # fmt: skip
def fall_with_case(row: PersonPenalty, given: publicity.SetAside, on: Occasion) -> None:
    """The decision that it rests on has fallen: what was published is taken back, what was paid is given back."""
    on.note = given.reason
    publicity.lift_bans([row.who.ban_number], given.reason, on)
    publicity.withdraw(row, on)
