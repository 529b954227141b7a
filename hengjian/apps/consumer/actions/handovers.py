"""Handing a cluster to the association or the procuratorate, with an evidence pack of figures and without names."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import ClusterHandover
from hengjian.apps.consumer.procedures.handovers import RECEIVERS
from hengjian.apps.consumer.rules.papers import patterns
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .incidents import MOST, seen

LEADERS = (Role.APPROVER, Role.HEAD)
AT_LEAST = 10  # people from whom on a matter hits many; a setting, the law says "many"
BASIS = {
    "association": "consumer_law art. 37",
    "provincial_association": "consumer_law art. 47",
    "procuratorate": "consumer_law art. 47",
}


class HandoverPrepared(Given):
    receiver_kind: str = ask(gettext_lazy("Receiver"), choices=RECEIVERS)
    receiver: str = ask(gettext_lazy("Name of the receiver"), at_least=4, at_most=120)
    incident: str = ask(gettext_lazy("Number of the joint incident"), kind="incident_number", default="", at_most=60)
    matters: list[int] = ask(gettext_lazy("Complaints"), kind="told_matter", default=[], at_most=MOST)
    ground: str = ask(gettext_lazy("Why many are hit"), lines=5, at_least=20, at_most=1500)


class HandoverNote(Given):
    note: str = ask(gettext_lazy("Accompanying words"), lines=3, default="", at_most=500)


class HandoverAnswer(Given):
    taken_up: bool = ask(gettext_lazy("It is taken up"), kind="check", default=False)
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_least=4, at_most=1500)
    answered_on: date = ask(gettext_lazy("Date of the answer"), kind="date")


class HandoverDropped(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(
    None, ClusterHandover.prepared, by=(Role.HANDLER, *LEADERS), label=gettext_lazy("Prepare a hand-over of a cluster")
)
def prepare_handover(row: ClusterHandover, given: HandoverPrepared, on: Occasion) -> None:
    """The complaints are put into one pack; names and telephones stay here."""
    what = _("Nothing was prepared.")
    incident = queries.incidents.by_number(given.incident)
    if given.incident and incident is None:
        raise Incomplete(what, fields={"incident": _("There is no such incident.")})
    matters = seen(given.matters, what) if given.matters else []
    matters = list(dict.fromkeys([*(incident.matters if incident else []), *matters]))
    if len(matters) < AT_LEAST:
        told = _("At least %(count)d complaints are needed to show that many are hit.") % {"count": AT_LEAST}
        raise Incomplete(what, fact=told, article=on.law.cite("consumer_law art. 47"), fields={"matters": told})
    row.receiver_kind, row.receiver, row.ground = given.receiver_kind, given.receiver, given.ground
    row.incident_number, row.matters, row.pack = given.incident, matters, queries.signals.lines(matters)
    if incident and incident.subject_id:
        row.subject_id, row.subject_name = incident.subject_id, incident.subject_name
    row.synthetic = row.synthetic or bool(incident and incident.synthetic)
    row.title = f"公益诉讼线索：{row.subject_name or given.ground[:40]}（{len(matters)}件）"


@act(
    ClusterHandover.prepared,
    ClusterHandover.sent,
    by=LEADERS,
    label=gettext_lazy("Send the hand-over"),
    apart_from="prepare_handover",
    irreversible=True,
)
def send_handover(row: ClusterHandover, given: HandoverNote, on: Occasion) -> None:
    """Signed and sent with the pack."""
    amounts = [Decimal(line[4].replace(",", "")) for line in row.pack if line[4] != "—"]
    data = {
        "name": row.receiver,
        "ground": row.ground,
        "note": given.note,
        "lines": row.pack,
        "count": len(row.pack),
        "amount": f"{sum(amounts, Decimal(0)):,.2f}",
        "basis": [on.law.cite(BASIS[row.receiver_kind])],
    }
    on.issue("consumer.handover", "公益诉讼线索移送函", data, pattern=patterns()["handover"])


@act(
    ClusterHandover.sent,
    (ClusterHandover.taken_up, ClusterHandover.declined),
    by=(Role.HANDLER, *LEADERS),
    label=gettext_lazy("Enter the answer"),
)
def enter_answer(row: ClusterHandover, given: HandoverAnswer, on: Occasion) -> State:
    """What the receiver says."""
    row.answer = f"{given.answered_on.isoformat()}：{given.answer}"
    on.note = row.answer[:500]
    return ClusterHandover.taken_up if given.taken_up else ClusterHandover.declined


@act(ClusterHandover.prepared, ClusterHandover.dropped, by=LEADERS, label=gettext_lazy("Do not send"))
def drop_handover(row: ClusterHandover, given: HandoverDropped, on: Occasion) -> None:
    """It does not hit many, or another way is better."""
    on.note = given.reason
