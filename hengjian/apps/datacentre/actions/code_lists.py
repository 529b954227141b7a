"""Versions of code lists: a whole table brought by an administrator, looked at, adopted by a second person."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.models import CodeListVersion
from hengjian.apps.datacentre.procedures import CodeListChange
from hengjian.apps.datacentre.queries import standard
from hengjian.apps.datacentre.rules import codes as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .mappings import ADOPTERS, KEEPERS, MappingReason


class CodeListDraft(Given):
    list_id: str = ask(gettext_lazy("Code list"), at_least=2, at_most=40)
    title: str = ask(gettext_lazy("Title"), at_least=2, at_most=120)
    since: date = ask(gettext_lazy("In force from"), kind="date")
    basis: str = ask(gettext_lazy("Basis"), at_least=2, at_most=300)
    table: str = ask(
        gettext_lazy("Codes and names, a line each, pasted from a spreadsheet"), lines=12, at_least=3, at_most=400_000
    )


@act(None, CodeListChange.drafted, by=KEEPERS, label=gettext_lazy("Draft a version of a code list"))
def draft_code_list(row: CodeListChange, given: CodeListDraft, on: Occasion) -> None:
    """The whole table as it shall be, never a part of it."""
    what = _("No version was drafted.")
    items, faults = rules.parsed(given.table)
    if faults:
        raise Incomplete(what, fact=faults[0], fields={"table": " ".join(faults[:5])})
    _free(given.list_id, given.since, what)
    row.title, row.list_id, row.since, row.basis, row.items = (
        given.title,
        given.list_id,
        given.since,
        given.basis,
        items,
    )
    before = standard.code_lists(given.since).get(given.list_id)
    on.note = rules.said(rules.changes(before.items if before else {}, items))


def _free(list_id: str, since: date, what: str) -> None:
    if CodeListVersion.objects.filter(list=list_id, since__gte=since).exists():
        fact = _("A version of this list is in force from that day or a later one.")
        raise Incomplete(what, fact=fact, fields={"since": fact})


@act(
    CodeListChange.drafted,
    CodeListChange.adopted,
    by=ADOPTERS,
    label=gettext_lazy("Adopt the version"),
    apart_from="draft_code_list",
    irreversible=True,
)
def adopt_code_list(row: CodeListChange, given: Nothing, on: Occasion) -> None:
    """In force from its day; what was read under the version before stays as it was read."""
    what = _("The version was not adopted.")
    if row.since is None:
        raise Conflict(what, fact=_("It does not say from which day."))
    _free(row.list_id, row.since, what)
    with acting_as(CLOCKWORK):
        CodeListVersion.objects.create(
            list=row.list_id, title=row.title, since=row.since, basis=row.basis, items=row.items, act_id=on.act_id
        )


@act(
    CodeListChange.drafted,
    CodeListChange.dropped,
    by=KEEPERS,
    label=gettext_lazy("Give the draft up"),
    favourable=False,
)
def drop_code_list(row: CodeListChange, given: MappingReason, on: Occasion) -> None:
    """It was never in force."""
    on.note = given.reason
