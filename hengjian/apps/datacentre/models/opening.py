"""Bulk files of open data as they were last made."""

from django.db import models

from hengjian.kernel.access import Access

KINDS = [("csv", "CSV"), ("json", "JSON"), ("parquet", "Parquet")]


class OpenFile(models.Model):
    """开放数据文件: the newest file of a dataset in one format, with its hash and the log it was made beside."""

    access = Access.REFERENCE

    dataset = models.CharField(max_length=40, db_collation="C")
    kind = models.CharField(max_length=8, choices=KINDS)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_collation="C")
    made_at = models.DateTimeField()
    log_size = models.BigIntegerField()  # of the checkpoint that covered the log then
    log_root = models.CharField(max_length=64, blank=True)
    file = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "kind"], name="open_file_once")]
