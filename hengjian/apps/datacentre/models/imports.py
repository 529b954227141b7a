"""What came in: tables of mapped rows, the rows, those that were refused, and how far a run is."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.personal import EncryptedJSONField, EncryptedTextField


class ImportedTable(models.Model):
    """汇入数据表: the rows of one source under the mapping in force. What there is is no secret; the rows are."""

    access = Access.REFERENCE

    key = models.CharField(max_length=40, unique=True, db_collation="C")
    title = models.CharField(_("Title"), max_length=120)
    supplier = models.CharField(_("Supplied by"), max_length=120)
    code = code_field()  # of the authority that answers for it
    standard = models.CharField(max_length=60)
    privacy = models.CharField(_("Privacy class"), max_length=10)
    columns = models.JSONField(default=list)  # lines of the mapping in force
    mapping_id = models.BigIntegerField()
    edition = models.SmallIntegerField(default=1)
    disclosed = models.BooleanField(_("Shown to the public"), default=False)
    article = models.CharField(max_length=300, blank=True)
    rows = models.IntegerField(_("Rows"), default=0)
    at = models.DateTimeField(_("Last change"), null=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title


class ImportedRow(models.Model):
    """One row as it is held: natural key, the open values, the personal ones encrypted, whose it is, where it came from.

    Officers who see its run read it, and those in charge of the subject under whose name it stands.
    """

    access = Access.SCOPED
    proceeding_column = "run_id"
    internal = True
    resident_too = True

    LINKS = [
        ("code", _("By its unified social credit code")),
        ("number", _("By an old number")),
        ("name", _("By name and place")),
        ("decided", _("Decided by an officer")),
        ("doubt", _("Being decided")),
        ("waiting", _("To be looked at")),
        ("none", _("Of nobody known here")),
    ]

    # Two indexes below begin with these; a third would slow each row, and mislead the planner while a table is being filled.
    table = models.ForeignKey(ImportedTable, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200, db_collation="C")
    body = models.JSONField()
    sealed = EncryptedTextField(blank=True)
    hash = models.CharField(max_length=32)
    newest_by = models.CharField(max_length=20, blank=True, db_collation="C")
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    link = models.CharField(max_length=8, choices=LINKS, default="none")
    party = models.CharField(
        max_length=64, blank=True, db_collation="C"
    )  # print of name and place, where no number tells
    source_row = models.IntegerField()
    run = models.ForeignKey(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="imported_row_once")]
        indexes = [
            models.Index(
                fields=["subject", "table"], name="imported_of_subject", condition=models.Q(subject__isnull=False)
            ),
            models.Index(fields=["table", "party"], name="imported_party", condition=~models.Q(party="")),
            models.Index(fields=["table", "id"], name="imported_waiting", condition=models.Q(link="waiting")),
        ]


class ImportReject(models.Model):
    """退回行: a row that did not come in, as it was sent, with what is wrong with it."""

    access = Access.SCOPED
    internal = append_only = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="+")
    source_row = models.IntegerField()
    cells: "models.Field[Any, Any]" = EncryptedJSONField()
    faults = models.JSONField()  # [kind, column]
    kind = models.CharField(max_length=20)  # of the first fault

    class Meta:
        indexes = [models.Index(fields=["proceeding", "source_row"], name="import_reject_of_run")]
        constraints = [models.UniqueConstraint(fields=["proceeding", "source_row"], name="import_reject_once")]


class ImportProgress(models.Model):
    """How far a run is. Written with each part in one transaction, so that a killed run goes on where it stood."""

    access = Access.SCOPED
    internal = True

    proceeding = models.OneToOneField(Proceeding, on_delete=models.CASCADE, primary_key=True, related_name="+")
    file = models.CharField(max_length=64)
    read = models.IntegerField(default=0)  # rows of the source, below its head
    parts = models.IntegerField(default=0)
    fresh = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    faults = models.JSONField(default=dict)  # kind → how many
    bytes = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    stop = models.BooleanField(default=False)

    @property
    def good(self) -> int:
        return self.fresh + self.changed + self.same
