"""What supervision on the ground rests on: cells of the grid, devices, trigger rules, people with a light account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.rules.triggers import CONDITIONS
from hengjian.kernel.access import Access
from hengjian.kernel.models import Officer, Subject, User
from hengjian.kernel.models.fields import code_field

DEVICES = [
    ("camera", _("Camera")),
    ("drone", _("Drone")),
    ("sensor", _("Sensor")),
    ("energy", _("Energy meter")),
    ("satellite", _("Remote sensing")),
]
WATCHERS = [("social_supervisor", _("Social supervisor")), ("village_officer", _("Village information officer"))]


class GridCell(models.Model):
    """网格: a part of an office's place with the officer who answers for it."""

    access = Access.REFERENCE
    placed_by = ("code",)

    number = models.CharField(_("Cell"), max_length=20, primary_key=True, db_collation="C")
    name = models.CharField(_("Name"), max_length=80)
    code = code_field(db_index=True)
    villages = ArrayField(models.CharField(max_length=80), default=list)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="cells")
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class WatchDevice(models.Model):
    """感知设备: a camera, drone, meter or sensor that may hand in what it saw, under the account of its key."""

    access = Access.REFERENCE
    placed_by = ("code",)

    number = models.CharField(_("Device"), max_length=40, primary_key=True, db_collation="C")
    kind = models.CharField(_("Kind"), max_length=10, choices=DEVICES)
    place = models.CharField(_("Place"), max_length=200)
    code = code_field(db_index=True)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.number


class TriggerRule(models.Model):
    """触发规则: for subjects of a kind, no ordinary visit or a light one until the condition comes true; published."""

    access = Access.REFERENCE
    placed_by = ("code",)

    name = models.CharField(_("Rule"), max_length=120)
    code = code_field(db_index=True)
    subject_kind = models.CharField(max_length=40, blank=True)  # empty: every kind
    condition = models.CharField(_("Condition"), max_length=12, choices=CONDITIONS)
    threshold = models.SmallIntegerField(_("From"))
    items = ArrayField(models.CharField(max_length=40), default=list)
    active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class SocialWatcher(models.Model):
    """社会监督员、村级信息员: a person whose light account may report, and for which place."""

    access = Access.REFERENCE
    placed_by = ("code",)

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=WATCHERS)
    code = code_field(db_index=True)
    active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)
