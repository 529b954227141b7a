"""Acts of dormancy: filing, extension, resumption by the entity, by the clock, or found by an officer."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.procedures import Dormancy
from hengjian.apps.registry.rules import dormancy as rules
from hengjian.apps.registry.rules.articles import RULES, art
from hengjian.apps.registry.rules.days import plain_end
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import Citation, current
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from . import register
from .leaving import announce, doubts_of, morning_after, own_subject, put

# As the newest text names them; whether one holds on the day of filing is judged by the rule.
CAUSES = [(cause, cause) for cause in current().entry("registry.dormancy_reasons").values[-1].amount]


class DormancyFiling(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    cause: str = ask(gettext_lazy("Cause"), choices=CAUSES)
    since: date = ask(gettext_lazy("Resting from"), kind="date")
    until: date = ask(gettext_lazy("Resting until"), kind="date")
    service_address: str = ask(gettext_lazy("Address for service"), lines=2, at_least=6, at_most=200)
    replaces_domicile: bool = ask(gettext_lazy("It takes the place of the domicile"), kind="check", default=False)
    promise: bool = ask(
        gettext_lazy("I promise that labour relations are settled with the staff"), kind="check", default=False
    )


class DormancyExtension(Given):
    until: date = ask(gettext_lazy("Resting until"), kind="date")


class Resumption(Given):
    resumed_on: date = ask(gettext_lazy("Resumed on"), kind="date")


@act(None, Dormancy.examination, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("File a dormancy"))
def file_dormancy(row: Dormancy, given: DormancyFiling, on: Occasion) -> None:
    """File a dormancy before it begins (Regulation, art. 30)."""
    what = _("The filing was not taken.")
    subject = own_subject(given.subject, on, what)
    if not given.promise:
        raise Incomplete(what, article=art(on.law, 30), fields={"promise": _("Settle it with the staff first.")})
    put(row, subject)
    row.cause, row.since, row.until = given.cause, given.since, given.until
    row.service_address, row.replaces_domicile = given.service_address, given.replaces_domicile
    rules.filing(facts_of(row, subject, on), on.law).require(what)
    on.admit(f"subject:{subject.pk}", "entity")
    on.then("registry.dormancy.admit", row.pk)


def facts_of(row: Dormancy, subject: Subject, on: Occasion) -> rules.DormancyFacts:
    """What the rule looks at."""
    return rules.DormancyFacts(subject.status, row.cause, row.since, row.until, on.day, rested(row))


def rested(row: Dormancy) -> int:
    """Days of all earlier dormancies of the entity."""
    earlier = Dormancy.objects.filter(subject_id=row.subject_id or 0).exclude(pk=row.pk).exclude(state="refused")
    return sum((min(one.until, one.resumed_on or one.until) - one.since).days for one in earlier)


@act(
    Dormancy.examination,
    (Dormancy.dormant, Dormancy.refused),
    by=MACHINE,
    label=gettext_lazy("Automatic examination"),
)
def admit(row: Dormancy, given: Nothing, on: Occasion) -> State:
    """Enter the dormancy, publish its term and the address for service."""
    subject = register.subject_of(row)
    finding = rules.filing(facts_of(row, subject, on), on.law)
    if finding.barred:
        row.doubts = doubts_of(finding)
        on.tell(APPLICANT, title=_("Dormancy not filed: %(name)s") % {"name": row.title})
        return Dormancy.refused
    items = queries.items_of(subject)
    if items:
        register.amend(subject, items.model_copy(update={"status": "dormant"}), "dormancy", on)
    article = art(on.law, 30)
    facts = [[str(label), str(text)] for label, text in row.facts()]
    on.issue("registry.dormancy", "歇业备案通知书", {"name": row.title, "rows": facts, "basis": [article]})
    publish(row, "歇业公示", article, on)
    on.then("registry.dormancy.deem_resumed", row.pk, at=morning_after(row.until))
    return Dormancy.dormant


def publish(row: Dormancy, title: str, article: Citation | str, on: Occasion) -> None:
    """The term and the address for service are public (Regulation, art. 30)."""
    term = {"since": row.since.isoformat(), "until": row.until.isoformat(), "service_address": row.service_address}
    announce(row, "dormancy", title, article, on, **term)


@act(Dormancy.dormant, None, by=APPLICANT, label=gettext_lazy("Extend"))
def extend(row: Dormancy, given: DormancyExtension, on: Occasion) -> None:
    """Prolong the term, in its last thirty days (Rules, art. 41)."""
    finding = rules.extension(row.since, row.until, given.until, rested(row), on.day, on.law)
    finding.require(_("The term was not prolonged."))
    row.until = given.until
    publish(row, "延长歇业公示", art(on.law, 41, RULES), on)
    on.then("registry.dormancy.deem_resumed", row.pk, at=morning_after(row.until))


@act(
    (Dormancy.dormant, Dormancy.unpublished),
    Dormancy.resuming,
    by=APPLICANT,
    label=gettext_lazy("Publish the resumption"),
)
def publish_end(row: Dormancy, given: Resumption, on: Occasion) -> None:
    """The entity publishes that it is in business again, within thirty days (Rules, art. 42)."""
    if not row.since <= given.resumed_on <= on.day:
        raise Incomplete(
            _("It was not published."),
            fields={"resumed_on": _("The day lies between the beginning of the dormancy and today.")},
        )
    row.resumed_on = min(row.resumed_on or given.resumed_on, given.resumed_on)
    row.late_days = rules.days_late(row.resumed_on, on.day, on.law)
    announce(row, "dormancy_end", "终止歇业公示", art(on.law, 42, RULES), on, resumed_on=row.resumed_on.isoformat())
    on.then("registry.dormancy.take_effect", row.pk)


@act(Dormancy.resuming, Dormancy.resumed, by=MACHINE, label=gettext_lazy("In business again"))
def take_effect(row: Dormancy, given: Nothing, on: Occasion) -> None:
    """The register shows the entity in business again."""
    back(row, on)


def back(row: Dormancy, on: Occasion) -> None:
    """In business again; nothing is written where it already is, or has left."""
    subject = register.subject_of(row)
    items = queries.items_of(subject)
    if items and subject.status == "dormant":
        register.amend(subject, items.model_copy(update={"status": "registered"}), "resumption", on)


@act(
    Dormancy.dormant,
    (Dormancy.resumed, Dormancy.gone),
    by=CLOCK,
    label=gettext_lazy("Deemed resumed"),
)
def deem_resumed(row: Dormancy, given: Nothing, on: Occasion) -> State:
    """The filed term is over: the entity counts as in business again (Rules, art. 42)."""
    if on.day <= row.until:
        raise Conflict(_("It was not ended."), fact=_("The term was prolonged to %(day)s.") % {"day": row.until})
    if register.subject_of(row).status != "dormant":
        return Dormancy.gone
    row.resumed_on = row.until
    back(row, on)
    article = art(on.law, 42, RULES)
    announce(row, "dormancy_end", "歇业期满恢复经营公示", article, on, resumed_on=row.until.isoformat())
    on.tell(APPLICANT, title=_("Dormancy over: %(name)s") % {"name": row.title})
    return Dormancy.resumed


@act(
    Dormancy.dormant,
    Dormancy.unpublished,
    by=Role.HANDLER,
    label=gettext_lazy("Record business found resumed"),
    basis="market_entity_rules art. 42",
)
def find_resumed(row: Dormancy, given: Resumption, on: Occasion) -> None:
    """An officer found it in business: it counts as resumed, and has thirty days to publish that."""
    if not row.since <= given.resumed_on <= on.day:
        raise Incomplete(
            _("It was not recorded."),
            fields={"resumed_on": _("The day lies between the beginning of the dormancy and today.")},
        )
    row.resumed_on = given.resumed_on
    back(row, on)
    last = plain_end(on.day, on.law.limit("registry.dormancy_end_publicity"))
    on.tell(
        APPLICANT,
        title=_("Please publish that you are in business again: %(name)s") % {"name": row.title},
        body=_("By %(day)s (Implementing Rules, art. 42).") % {"day": last},
    )


@act(Dormancy.unpublished, Dormancy.failed, by=CLOCK, label=gettext_lazy("Record that nothing was published"))
def note_failure(row: Dormancy, given: Nothing, on: Occasion) -> None:
    """Thirty days without publication: the handling officer is told, a fine is possible (Rules, art. 74)."""
    fine = on.law.value("registry.dormancy_fine")
    on.note = f"{fine.what.zh}{fine.amount}元（{fine.cite.text('zh-hans')}）"
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Resumption not published: %(name)s") % {"name": row.title})
