"""消费维权服务站: shops, markets and communities in which a complaint is tried to be settled first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject, User
from hengjian.kernel.models.fields import code_field


class ServiceStation(models.Model):
    """服务站: where it is, who keeps it; complaints may be handed to it for a few days."""

    access = Access.REFERENCE
    placed_by = ("code",)

    number = models.CharField(_("Station"), max_length=20, unique=True, db_collation="C")
    name = models.CharField(_("Name"), max_length=120)
    code = code_field(db_index=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
