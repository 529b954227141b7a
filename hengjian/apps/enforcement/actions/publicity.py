"""处罚信息公示: the decision goes on the subject's record, is published masked within twenty working days, falls with the case."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import CaseParty
from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.apps.enforcement.rules.masking import masked
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Disclosure, PaperRecord, Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, MACHINE, Role, acting_as
from hengjian.kernel.refusal import Conflict

from . import sides

STANDING = (
    Case.by_notice, Case.performing, Case.deferred, Case.unpaid, Case.urged, Case.in_court, Case.performed, Case.closed,
)  # fmt: skip
RECORD = "credit.recorded_penalty"


class SetAside(Given):
    reason: str = ask(gettext_lazy("Why and by whom the decision was set aside"), lines=3, at_least=4, at_most=900)
    kind: str = ask(
        gettext_lazy("What became of it"),
        choices=[
            ("revoked", gettext_lazy("Revoked")),
            ("unlawful", gettext_lazy("Held unlawful")),
            ("void", gettext_lazy("Void")),
        ],
        default="revoked",
    )


def authority_name(code: str) -> str:
    """The name of the authority."""
    found = Authority.objects.filter(pk=code).values_list("name", flat=True).first()
    return found or ""


def persons_of(row: Case) -> list[int]:
    """Penalties of persons beside the case."""
    return list(PersonPenalty.objects.filter(case_id=row.pk).values_list("pk", flat=True))


def names_of(row: Case) -> list[str]:
    """Persons of the case, whose names a published decision hides."""
    return [party.name for party in CaseParty.objects.filter(proceeding_id=row.pk)]


def shown(row: Case) -> str:
    """The decision as it is published: facts, articles and penalty, personal data masked (Order 45, art. 6)."""
    lines = [
        f"当事人：{row.party_name}",
        f"违法事实：{row.found}",
        f"违反条款：{row.violated}",
        f"处罚依据：{row.punished_by}",
        f"处罚内容：{'；'.join(row.penalty_words)}",
        f"作出决定的机关：{authority_name(row.code)}",
        f"作出决定的日期：{row.decided_on}",
    ]
    return masked("\n".join(lines), names_of(row))


def machine(name: str, pk: int | None, given: dict[str, Any], key: str) -> Proceeding:
    """An act of another room that belongs to this very act: in the same transaction, by the machine."""
    with acting_as(CLOCKWORK) as clockwork:
        return perform(name, pk, given, clockwork, key=key[:100]).proceeding


def enter_record(row: Case, on: Occasion) -> None:
    """Put the decision on the subject's record, from which it is published; a party off the register has none."""
    if row.subject_id is None or row.decided_on is None:
        return
    given = {
        "subject": row.subject_id,
        "decision_no": row.decision_no,
        "decided_by": authority_name(row.code),
        "decided_on": row.decided_on.isoformat(),
        "market": "yes",
        "simple": row.simple,
        "kinds": row.kinds,
        "fine": str(Decimal(row.money) / 100),
        "field": row.field,
        "violation": masked(f"{row.cause_name}", names_of(row))[:500],
        "article": row.violated[:200],
        "performed": not row.money,
        "perform_by": row.pay_by.isoformat() if row.pay_by else None,
        "summary": shown(row),
    }
    row.record_id = machine(f"{RECORD}.record", None, given, f"case:{row.pk}:{row.decision_no}").pk


def ban(row: Case, party: CaseParty, decision_no: str) -> None:
    """从业禁止: the ban of a person goes into the register that is asked wherever managers are registered."""
    given = {
        "subject": row.subject_id,
        "measure": party.ban,
        "person": party.name,
        "id_number": party.id_number,
        "decision_no": decision_no,
        "reason": party.duty or row.cause_name,
    }
    party.ban_number = machine("credit.trade_ban.impose", None, given, f"ban:{row.pk}:{party.pk}").number
    party.save(update_fields=["ban_number"])


@act(
    STANDING,
    None,
    by=(Role.HANDLER, Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Publish the decision"),
    basis="samr_penalty_publicity art. 9",
)
def publish_decision(row: Case, given: Nothing, on: Occasion) -> None:
    """Within twenty working days; a decision of the simple procedure is not published (Order 45)."""
    what = _("The decision was not published.")
    if row.result != "penalty" or row.simple:
        raise Conflict(
            what,
            fact=_("Only penalties of the ordinary procedure are published."),
            article=on.law.cite("samr_penalty_publicity art. 2"),
        )
    if row.published_on is not None:
        raise Conflict(what, fact=_("It has been published."))
    row.published_on, row.unpublished = on.day, ""
    if row.record_id is None:
        on.disclose(
            "penalty",
            f"行政处罚（{row.decision_no}）：{row.cause_name}"[:200],
            on.law.cite("samr_penalty_publicity art. 9"),
            {"content": shown(row), "number": row.decision_no, "authority": authority_name(row.code)},
        )
        return
    record = Proceeding.objects.filter(pk=row.record_id).first()
    if record is None or record.state != "recorded":
        raise Conflict(what, fact=_("The record of the penalty is not to be published."))
    machine(f"{RECORD}.publish_penalty", row.record_id, {}, f"case:{row.pk}:publish")


@act(
    (*STANDING, Case.decided, Case.archived),
    Case.annulled,
    by=MACHINE,
    label=gettext_lazy("The decision is set aside"),
    basis="samr_penalty_publicity art. 11",
    held="*",
    favourable=False,
)
def set_aside(row: Case, given: SetAside, on: Occasion) -> None:
    """Reconsideration, court or self-correction: paper, publication, listing and bans fall with the decision."""
    row.closing = on.note = given.reason
    papers = PaperRecord.objects.filter(number=row.decision_no, subject=row.subject, ended_at=None)
    papers.update(ended_at=on.at, ended_why=given.reason[:200])
    if row.record_id:
        on.then(f"{RECORD}.set_aside", row.record_id, {"reason": given.reason})
    bans = CaseParty.objects.filter(proceeding_id=row.pk).exclude(ban_number="").values_list("ban_number", flat=True)
    lift_bans(bans, given.reason, on)
    for pk in Proceeding.objects.filter(pk__in=persons_of(row), closed_at=None).values_list("pk", flat=True):
        on.then("enforcement.person_penalty.fall_with_case", pk, {"reason": given.reason})
    if row.record_id is None:
        withdraw(row, on)
    sides.end(row, on)
    if row.subject_id:
        title = _("The penalty decision %(number)s was set aside") % {"number": row.decision_no}
        on.tell(f"subject:{row.subject_id}", title=title, body=given.reason)
    if row.paid:
        row.closing = f"{given.reason}；已缴纳的罚没款应当退还"


def lift_bans(numbers: Iterable[str], reason: str, on: Occasion) -> None:
    """The bans fall with the decision; one that has fallen already stays as it is."""
    standing = Proceeding.objects.filter(procedure="credit.trade_ban", number__in=list(filter(None, numbers)))
    for pk in standing.filter(closed_at=None).values_list("pk", flat=True):
        on.then("credit.trade_ban.lift_ban", pk, {"reason": reason})


def withdraw(row: Proceeding, on: Occasion) -> None:
    """Take back what a matter has published."""
    Disclosure.objects.filter(act__proceeding_id=row.pk, withdrawn_at=None).update(withdrawn_at=on.at)


def performed_on_record(row: Case, on: Occasion) -> None:
    """The duties are performed: the record says so, and the credit file may be repaired in time."""
    if row.record_id:
        on.then(f"{RECORD}.note_performed", row.record_id, {})
