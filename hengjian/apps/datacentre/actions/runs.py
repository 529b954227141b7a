"""Runs: a file is received, looked at, run by the worker; what could not come in goes back with reasons."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre import readers
from hengjian.apps.datacentre.models import ImportedTable, ImportProgress
from hengjian.apps.datacentre.procedures import ImportRun, SourceMapping
from hengjian.apps.datacentre.queries import holdings
from hengjian.kernel import uploads
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Principal
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Conflict, Incomplete, not_found
from hengjian.kernel.sheets import BadFile
from hengjian.web.jobs import later

from .mappings import KEEPERS, MappingReason

TASK = "datacentre.ingest"


class SentFile(Given):
    table: str = ask(gettext_lazy("Table"), kind="imported_table", at_most=40)
    file: str = ask(gettext_lazy("File"), kind="file", default="")


class RunCounts(Given):
    counts: dict[str, int] = ask(gettext_lazy("Rows"))


class RunFailure(Given):
    why: str = ask(gettext_lazy("Reason"), at_most=300)


@act(None, ImportRun.received, by=KEEPERS, label=gettext_lazy("Send a file"), basis="network_data_regulation")
def send_file(row: ImportRun, given: SentFile, on: Occasion) -> None:
    """The file of a source, or the configured table; looked at before anything comes in."""
    what = _("The file was not received.")
    mapping = holdings.in_force(given.table)
    table = ImportedTable.objects.filter(key=given.table).first()
    if mapping is None or table is None:
        raise Incomplete(what, fields={"table": _("No mapping of this key is in force.")})
    row.mapping_id, row.table_key, row.title = mapping.pk, mapping.table_key, table.title
    row.code = table.code
    if mapping.kind == "table":
        row.file_name, row.file_kind = f"{mapping.source}: {mapping.source_table}"[:120], "table"
        _fits(row, mapping, on, what)
        return
    upload = uploads.opened(given.file, on.principal) if given.file else None
    if upload is None:
        raise Incomplete(what, fields={"file": _("Choose a file.")})
    row.file, row.file_name = upload.sha256, upload.name
    path = readers.path_of(upload.sha256)
    with path.open("rb") as start:
        row.file_kind = readers.kind_of(upload.name, start.read(64))
    try:
        readers.table(path, row.file_kind)
    except BadFile as bad:
        raise Incomplete(what, fact=str(bad), fields={"file": str(bad)}) from None


@act(ImportRun.received, ImportRun.running, by=KEEPERS, label=gettext_lazy("Run it"))
def start_run(row: ImportRun, given: Nothing, on: Occasion) -> None:
    """The worker takes the good rows in; the bad ones go back with reasons."""
    what = _("It was not run.")
    mapping = SourceMapping.objects.filter(pk=row.mapping_id or 0).first()
    if mapping is None or mapping.state != "adopted":
        raise Conflict(
            what, fact=_("The mapping it was sent under is no longer in force."), remedy=_("Send the file again.")
        )
    _fits(row, mapping, on, what)
    ImportProgress.objects.create(proceeding_id=row.pk, file=row.file, started_at=on.at)
    later(TASK, {"run": row.pk}, lock=f"datacentre:{row.table_key}")


def _fits(row: ImportRun, mapping: SourceMapping, on: Occasion, what: str) -> None:
    """Refuse what cannot be read, or has not the columns that the mapping reads."""
    try:
        found = holdings.preview(mapping, row.file, row.file_kind, on.day, most=1)
    except BadFile as bad:
        remedy = _("Ask who keeps the source, or the administrator who configured it.") if not row.file else ""
        raise Conflict(what, fact=str(bad), remedy=remedy) from None
    if found.missing:
        fact = _("There is no column %(names)s.") % {"names": "、".join(found.missing)}
        raise Conflict(what, fact=fact, remedy=_("Correct the head of the source, or draft another mapping."))


@act(ImportRun.running, ImportRun.finished, by=CLOCK, label=gettext_lazy("Finish the run"))
def finish_run(row: ImportRun, given: RunCounts, on: Occasion) -> None:
    """What became of its rows."""
    row.counts = given.counts
    on.note = _("%(good)d rows came in, %(bad)d went back") % {
        "good": sum(given.counts.get(name, 0) for name in ("fresh", "changed", "same")),
        "bad": given.counts.get("rejected", 0),
    }
    if row.handler_id:
        on.tell(
            f"officer:{row.handler_id}", title=_("Import finished: %(number)s") % {"number": row.number}, body=on.note
        )


@act(ImportRun.running, ImportRun.failed, by=CLOCK, label=gettext_lazy("Break the run off"))
def break_off(row: ImportRun, given: RunFailure, on: Occasion) -> None:
    """The source could not be read to its end; what had come in stays, and comes in again unchanged."""
    on.note = given.why
    if row.handler_id:
        on.tell(
            f"officer:{row.handler_id}", title=_("Import failed: %(number)s") % {"number": row.number}, body=given.why
        )


@act(ImportRun.received, ImportRun.discarded, by=KEEPERS, label=gettext_lazy("Do not run it"), favourable=False)
def discard_file(row: ImportRun, given: MappingReason, on: Occasion) -> None:
    """Nothing of it came in."""
    on.note = given.reason


def note_rejects_taken(run: int, kind: str, principal: Principal) -> ImportRun:
    """Rows that went back may tell of persons: who takes the file of them stands in the ledger."""
    row = ImportRun.objects.filter(pk=run).first()
    if row is None:
        raise not_found(_("The file was not made."))
    body: dict[str, Any] = {"run": row.number, "kind": kind}
    alone("datacentre.run.take_rejects", "Rejected rows taken", body, principal, row.code, row.pk)
    return row
