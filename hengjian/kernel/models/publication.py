"""What is published, issued or kept as proof."""

from datetime import datetime

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from hengjian.kernel.access import Access

from .ledger import Act
from .proceeding import Proceeding
from .subject import Subject


class Disclosures(models.QuerySet["Disclosure"]):
    """What is or was published."""

    def standing(self) -> "Disclosures":
        """What is public now: begun, neither ended nor withdrawn."""
        now = timezone.now()
        return self.filter(models.Q(until=None) | models.Q(until__gt=now), since__lte=now, withdrawn_at=None)

    def take_back(self, act_id: int | None, at: datetime) -> None:
        """Withdraw what an act published and still stands; nothing where no act did."""
        self.filter(act_id=act_id or 0, withdrawn_at=None).update(withdrawn_at=at)


class Disclosure(models.Model):
    """公示: what is public, from when, until when, under which article. The portal reads nothing else."""

    access = Access.PUBLIC
    of_act = True
    fixed = frozenset({"id", "act", "subject", "code", "kind", "title", "article", "since", "synthetic"})
    grants = {"hengjian_party": "SELECT, INSERT"}
    objects = Disclosures.as_manager()

    act = models.OneToOneField(Act, on_delete=models.PROTECT, related_name="disclosure", db_constraint=False)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="disclosures")
    code = models.CharField(max_length=12, db_collation="C")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.JSONField(default=dict)
    article = models.CharField(max_length=200)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["-since"], name="disclosure_latest"),
            models.Index(fields=["subject", "-since"], name="disclosure_of_subject"),
        ]


class File(models.Model):
    """A stored file, addressed by the hash of its content. The bytes lie in the home folder, not in the database."""

    access = Access.SYSTEM
    grants = {"hengjian_officer": "SELECT, INSERT", "hengjian_party": "SELECT, INSERT", "hengjian_public": ""}

    sha256 = models.CharField(max_length=64, primary_key=True, db_collation="C")
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(db_default=Now())


class Paper(models.Model):
    """文书: a numbered document an act yields. Data are frozen in the act; the PDF is made and signed by a worker."""

    access = Access.SCOPED
    changed_by_machine = True
    fixed = frozenset({"id", "proceeding", "act", "template", "number", "title", "data", "data_hash", "verify_code"})
    grants = {"hengjian_party": "SELECT, INSERT"}

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="papers")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="papers", db_constraint=False)
    template = models.CharField(max_length=80)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    data = models.JSONField()
    data_hash = models.CharField(max_length=64)
    verify_code = models.CharField(max_length=16, unique=True, db_collation="C")
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT)
    issued_at = models.DateTimeField(null=True)


class PaperRecord(models.Model):
    """What anybody may know of an issued paper by its code: number, hash of the file, validity. No content."""

    access = Access.PUBLIC
    of_act = True
    fixed = frozenset(
        {"verify_code", "act_id", "subject", "template", "title", "number", "authority", "on", "data_hash", "synthetic"}
    )
    grants = {"hengjian_party": "SELECT, INSERT"}

    verify_code = models.CharField(max_length=16, primary_key=True, db_collation="C")
    act_id = models.BigIntegerField()
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT)
    template = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    authority = models.CharField(max_length=80)
    on = models.DateField()
    data_hash = models.CharField(max_length=64)
    file_hash = models.CharField(max_length=64, blank=True, db_index=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)


class Evidence(models.Model):
    """证据: a file kept for a proceeding with who, when, where and every hand it passed through."""

    access = Access.SCOPED

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(File, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=60)
    custody = models.JSONField(default=list)
