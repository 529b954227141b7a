"""What is recorded when entities rest or leave: remarks in the register, who answers for it, departments and their parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject, User
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.personal import EncryptedTextField

REMARKS = [
    ("share_pledge", _("Pledge of shares")),
    ("share_freeze", _("Shares frozen by a court")),
    ("chattel_mortgage", _("Mortgage of chattels")),
    ("unreachable", _("Cannot be reached at its domicile")),
    ("no_tax_filing", _("No tax declaration")),
]
DEPARTMENTS = [
    ("tax", _("Tax")),
    ("social_security", _("Human resources and social security")),
    ("customs", _("Customs")),
    ("court", _("Court")),
    ("bank", _("Bank")),
    ("seal", _("Seals, public security")),
    ("other", _("Another department")),
]
PARTS = [
    ("waiting", _("To be sent")),
    ("sent", _("Sent, answer awaited")),
    ("cleared", _("Settled")),
    ("objected", _("Not settled")),
    ("failed", _("Cannot be reached")),
]


class Remark(models.Model):
    """登记簿记载: what others decided or found and the register shows beside its items: pledge, freezing, unreachable."""

    access = Access.PUBLIC

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=30, choices=REMARKS)
    detail = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "since"], name="remark_in_force", condition=models.Q(until=None))]


class Responsibility(models.Model):
    """责任记录: who answers for a false registration or a false promise; `until` is the last day of a ban, if there is one."""

    access = Access.RESIDENT

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    id_number = EncryptedTextField(blank=True)
    id_print = models.CharField(max_length=64, blank=True, db_index=True)
    why = models.CharField(max_length=30)
    detail = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    act_id = models.BigIntegerField(null=True)


class Department(models.Model):
    """有关部门: a partner of the registration authority; its user answers by page or key, `address` takes what is sent."""

    access = Access.REFERENCE

    kind = models.CharField(max_length=20, choices=DEPARTMENTS)
    name = models.CharField(max_length=80)
    division_code = code_field(db_index=True)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.URLField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "division_code"], name="department_once")]

    def __str__(self) -> str:
        return self.name


class ExitMatter(models.Model):
    """注销一网服务的分事项: one department's part of a one-stop exit; the message itself waits in the outbox."""

    access = Access.SCOPED

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=PARTS, default="waiting")
    reference = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
