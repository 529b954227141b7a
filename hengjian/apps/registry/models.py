"""What is recorded of a market entity beyond its subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import EncryptedTextField


class MarketEntity(models.Model):
    """经营主体: the registered items of a market entity (Regulation, art. 8). The register is public."""

    access = Access.PUBLIC

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="entity")
    entity_type = models.CharField(max_length=60, default="individual_business")
    trade_name = models.CharField(max_length=80)
    trade_pinyin = models.CharField(max_length=300, db_collation="C")
    industry = models.CharField(max_length=60, blank=True)
    operator = models.CharField(_("Operator"), max_length=60)
    composition = models.CharField(max_length=20, default="person")
    premises = models.CharField(_("Business premises"), max_length=200)
    scope = models.TextField(_("Business scope"))
    registered_by = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["trade_name"], name="entity_trade_name"),
            models.Index(fields=["trade_pinyin"], name="entity_trade_pinyin"),
        ]


class EntityPerson(models.Model):
    """The identity number behind an entity, encrypted, with a blind index to find it by."""

    access = Access.RESIDENT

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    id_number = EncryptedTextField()
    id_print = models.CharField(max_length=64, db_index=True)


class ScopeItem(models.Model):
    """One item of the business-scope catalogue; codes are this project's own."""

    access = Access.REFERENCE

    code = models.CharField(max_length=20, primary_key=True)
    text = models.CharField(max_length=200)
    licensed = models.BooleanField()
    pre_permit = models.BooleanField(default=False)
    permit = models.CharField(max_length=200, blank=True)
    gbt4754 = models.CharField(max_length=10, blank=True)
