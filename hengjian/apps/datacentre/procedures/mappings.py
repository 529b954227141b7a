"""Mappings of sources to the standard, the runs under them, versions of code lists."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.procedure import Final, Procedure, State

FORMATS = [("file", _("Files: CSV, XLSX, JSON, Parquet")), ("table", _("Table of a configured database"))]
FEEDS = [("", _("Nothing")), ("ratings", _("Ratings of other bodies")), ("credit", _("Comparison with credit records"))]


class SourceMapping(Procedure):
    """数据对照: which column of a source is which element of the standard; in force once a second person has adopted it."""

    label = _("Mapping of a source")
    number_pattern = "{authority}数对〔{year}〕{serial}号"

    drafted = State(pgettext_lazy("mapping", "Draft"))
    adopted = State(pgettext_lazy("mapping", "In force"))
    replaced = Final(pgettext_lazy("mapping", "Replaced by a later version"))
    retired = Final(pgettext_lazy("mapping", "Out of use"))
    dropped = Final(pgettext_lazy("mapping", "Given up"))

    table_key = models.CharField(max_length=40, db_collation="C")
    edition = models.SmallIntegerField(default=1)
    supplier = models.CharField(_("Supplied by"), max_length=120)
    kind = models.CharField(max_length=8, choices=FORMATS, default="file")
    source = models.CharField(max_length=30, blank=True)
    source_table = models.CharField(max_length=130, blank=True)
    columns = models.JSONField(default=list)
    newest_by = models.CharField(max_length=40, blank=True)
    feeds = models.CharField(max_length=10, choices=FEEDS, blank=True)
    disclosed = models.BooleanField(default=False)
    article = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["table_key", "-edition"], name="mapping_of_table")]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Key"), self.table_key),
            (_("Version"), str(self.edition)),
            (_("Supplied by"), self.supplier),
            (_("Comes as"), self.get_kind_display()),
        ]
        rows += [(_("Table"), f"{self.source}: {self.source_table}")] if self.kind == "table" else []
        rows += [(_("Newest by"), self.newest_by)] if self.newest_by else []
        rows += [(_("Passed on to"), self.get_feeds_display())] if self.feeds else []
        rows += [(_("Shown to the public by"), self.article)] if self.disclosed else []
        said = "；".join(f"{line['source']} → {line['element']}" for line in self.columns)
        return [*rows, (_("Columns"), said or "—")]


class ImportRun(Procedure):
    """数据汇入: one file taken in under a mapping: looked at, run, and what became of its rows."""

    label = _("Import of data")
    number_pattern = "{authority}数汇〔{year}〕{serial}号"

    received = State(_("Received, not yet run"))
    running = State(pgettext_lazy("import", "Running"), at_work=True)
    finished = Final(pgettext_lazy("import", "Finished"))
    failed = Final(pgettext_lazy("import", "Failed"))
    discarded = Final(pgettext_lazy("import", "Not run"))

    mapping_id = models.BigIntegerField(null=True)
    table_key = models.CharField(max_length=40, db_collation="C")
    file = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(_("File"), max_length=120, blank=True)
    file_kind = models.CharField(max_length=8, default="csv")
    counts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["table_key"], name="import_run_of_table")]

    def facts(self) -> list[tuple[Any, Any]]:
        words = {
            "read": _("Rows read"), "fresh": _("New"), "changed": _("Changed"), "same": _("Unchanged"),
            "rejected": _("Went back"), "linked": _("Linked to subjects"), "doubtful": _("Doubtful matches"),
        }  # fmt: skip
        rows: list[tuple[Any, Any]] = [(_("Table"), self.title), (_("File"), self.file_name or "—")]
        return rows + [(label, str(self.counts[key])) for key, label in words.items() if key in self.counts]


class CodeListChange(Procedure):
    """代码集换版: another version of a code list, looked at by a second person and in force from a day."""

    label = _("Version of a code list")
    number_pattern = "{authority}码表〔{year}〕{serial}号"

    drafted = State(pgettext_lazy("code list", "Draft"))
    adopted = Final(pgettext_lazy("code list", "Adopted"))
    dropped = Final(pgettext_lazy("code list", "Given up"))

    list_id = models.CharField(max_length=40, db_collation="C")
    since = models.DateField(_("In force from"), null=True)
    basis = models.CharField(_("Basis"), max_length=300)
    items = models.JSONField(default=dict)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Code list"), self.list_id),
            (_("In force from"), self.since),
            (_("Basis"), self.basis),
            (_("Codes"), str(len(self.items))),
        ]
