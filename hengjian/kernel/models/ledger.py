"""The ledger's tables: what was done, its erasable content, where it stands in the tree. Append-only by grant and trigger."""

from django.db import models

from hengjian.kernel.access import Access

from .fields import code_field
from .proceeding import Proceeding


class Act(models.Model):
    """行政行为: one declared act that took effect. Holds no personal data; the content is committed to by hash."""

    access = Access.OPEN_SCOPED
    append_only = True

    proceeding = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="entries")
    name = models.CharField(max_length=120, db_collation="C")
    at = models.DateTimeField()
    actor = models.CharField(max_length=40, db_collation="C")
    code = code_field()
    key = models.CharField(max_length=120, db_collation="C", null=True)
    commitment = models.CharField(max_length=64, db_collation="C")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="act_key_once")]


class ActContent(models.Model):
    """What an act said, and the salt of its commitment; both can be erased under an article without breaking the log."""

    access = Access.OPEN_SCOPED
    through = ("kernel_act", "act_id")  # without a proceeding it is seen by those who see its act
    append_only = True

    act = models.OneToOneField(Act, on_delete=models.PROTECT, primary_key=True, related_name="content")
    proceeding = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="+")
    salt = models.BinaryField(null=True)
    body = models.JSONField(null=True)
    internal = models.BooleanField(
        db_default=False
    )  # between officers: a party sees that it was done, not what was said
    erased_under = models.CharField(max_length=200, blank=True)


class ActLeaf(models.Model):
    """Where an act stands in a log: the public leaf entry and its index."""

    access = Access.PUBLIC
    by_machine = True
    append_only = True

    log = models.CharField(max_length=20)
    act_id = models.BigIntegerField()
    index = models.BigIntegerField()
    entry = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "act_id"], name="leaf_of_act_once"),
            models.UniqueConstraint(fields=["log", "index"], name="leaf_index_once"),
        ]


class Checkpoint(models.Model):
    """A signed statement of the log's size and root (C2SP signed note)."""

    access = Access.PUBLIC
    by_machine = True
    append_only = True

    log = models.CharField(max_length=20)
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="checkpoint_once")]


class Tile(models.Model):
    """256 hashes of one level of a log's tree (C2SP tlog-tiles); the last tile of a level grows."""

    access = Access.PUBLIC
    by_machine = True

    log = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "level", "index"], name="tile_once")]


class Cosignature(models.Model):
    """A witness's signature line on a checkpoint."""

    access = Access.PUBLIC
    by_anybody = append_only = True  # a witness needs no account; its signature is what counts
    grants = {"hengjian_public": "SELECT, INSERT", "hengjian_party": "SELECT, INSERT"}

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=120)
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "witness"], name="cosigned_once")]
