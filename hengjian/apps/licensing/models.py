"""The list of permits, what each asks for, the guides that are published, the permits that are held."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.models.fields import code_field

LEVELS = [("nation", _("National")), ("province", _("Province")), ("city", _("City")), ("county", _("County"))]
MODES = [
    ("abolish_approval", _("Approval abolished")),
    ("approval_to_filing", _("Filing instead of approval")),
    ("informed_commitment", _("Informed commitment")),
    ("optimised_approval", _("Optimised approval")),
]
STATES = [
    ("valid", _("Valid")),
    ("suspended", _("Suspended")),
    ("expired", _("Expired")),
    ("replaced", _("Replaced")),
    ("annulled", _("Annulled")),
    ("revoked", _("Revoked")),
    ("withdrawn", _("Withdrawn by the authority")),
    ("cancelled", _("Cancelled")),
]


class PermitItem(models.Model):
    """许可事项: one item of the list of business permits 涉企经营许可事项清单. What is not on it cannot be demanded."""

    access = Access.REFERENCE

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(_("Item"), max_length=120)
    kind = models.CharField(max_length=20)
    department = models.CharField(_("Department"), max_length=40)
    own = models.BooleanField()
    level = models.CharField(_("Level"), max_length=20, choices=LEVELS)
    mode = models.CharField(_("Reform mode"), max_length=30, choices=MODES)
    zone_mode = models.CharField(max_length=30, blank=True)  # in a pilot free-trade zone, where it differs
    route = models.CharField(max_length=20)
    commitment = models.BooleanField(default=False)
    limit = models.CharField(max_length=80, blank=True)
    limit_extended = models.CharField(max_length=80, blank=True)
    promised = models.SmallIntegerField(null=True)
    validity = models.CharField(max_length=80, blank=True)
    post_check = models.CharField(max_length=80, blank=True)
    renewal = models.CharField(max_length=80, blank=True)
    numbering = models.CharField(max_length=10, blank=True)
    visit = models.BooleanField(default=False)
    words = ArrayField(models.CharField(max_length=60), default=list)
    conditions = ArrayField(models.CharField(max_length=200), default=list)
    basis = models.CharField(_("Basis"), max_length=200)
    check_mark = models.CharField(max_length=10)
    edition = models.CharField(max_length=20)
    listed_on = models.DateField()

    def __str__(self) -> str:
        return self.name


class PermitMaterial(models.Model):
    """申请材料: one material an item may ask for, and whether it may be missing at first 容缺."""

    access = Access.REFERENCE

    item = models.ForeignKey(PermitItem, on_delete=models.CASCADE, related_name="materials")
    position = models.SmallIntegerField()
    key = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    may_be_missing = models.BooleanField(default=False)
    optional = models.BooleanField(default=False)  # only where the case calls for it
    shared = models.BooleanField(default=False)  # fetched from a register, asked of nobody
    basis = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="permit_material_once")]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """一件事: what somebody wants to do, and the matters it takes; some end in one comprehensive permit 一业一证."""

    access = Access.REFERENCE

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=60)
    parts = ArrayField(models.CharField(max_length=12))
    partners = ArrayField(models.CharField(max_length=12), default=list)
    comprehensive = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class ServiceGuide(models.Model):
    """办事指南: what one authority has published about a matter. Without one the matter cannot be filed there."""

    access = Access.PUBLIC
    placed_by = ("code",)

    item = models.ForeignKey(PermitItem, on_delete=models.PROTECT, related_name="guides")
    code = code_field(db_index=True)
    place = models.CharField(_("Place"), max_length=200)
    phone = models.CharField(_("Telephone"), max_length=40)
    fee = models.CharField(_("Fee"), max_length=100)
    promised = models.SmallIntegerField(null=True)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "code"], name="guide_once", condition=models.Q(withdrawn_at=None))
        ]


class Permit(models.Model):
    """许可: what has been granted to a subject, until when, and whether it still stands. The register is public."""

    access = Access.PUBLIC
    placed_by = ("code",)

    number = models.CharField(_("Permit number"), max_length=40, db_collation="C", db_index=True)
    item = models.ForeignKey(PermitItem, on_delete=models.PROTECT, related_name="permits")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="permits")
    code = code_field(db_index=True)
    content = models.CharField(_("Content"), max_length=500)
    premises = models.CharField(_("Premises"), max_length=200, blank=True)
    products = ArrayField(models.CharField(max_length=60), default=list)
    parts = ArrayField(models.CharField(max_length=40), default=list)  # numbers a comprehensive permit stands for
    mode = models.CharField(max_length=30, choices=MODES)
    valid_from = models.DateField(_("Valid from"))
    valid_until = models.DateField(_("Valid until"), null=True)
    state = models.CharField(_("State"), max_length=12, choices=STATES, default="valid")
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    act_id = models.BigIntegerField()  # the act that issued its paper
    ended_on = models.DateField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaces")
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "state"], name="permit_of_subject"),
            models.Index(fields=["valid_until"], name="permit_ending", condition=models.Q(state="valid")),
        ]

    def __str__(self) -> str:
        return self.number
