"""Market entities: what the register says today, and every state of it that ever stood there."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import EncryptedTextField


class MarketEntity(models.Model):
    """经营主体: the registered items of a market entity as they stand (Regulation, art. 8). The register is public.

    A projection of the newest `EntityVersion`; `actions.register` writes both.
    """

    access = Access.PUBLIC

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="entity")
    type_code = models.CharField(max_length=4, default="9500")
    group = models.CharField(max_length=30, default="individual_business", db_index=True)
    trade_name = models.CharField(max_length=80)
    trade_pinyin = models.CharField(max_length=300, db_collation="C")
    industry = models.CharField(max_length=60, blank=True)
    representative = models.CharField(_("Legal representative, operator or person in charge"), max_length=60)
    composition = models.CharField(max_length=20, blank=True)
    capital = models.DecimalField(_("Registered capital"), max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="CNY")
    term_until = models.DateField(_("Term of operation"), null=True)
    premises = models.CharField(_("Business premises"), max_length=200)
    scope = models.TextField(_("Business scope"))
    scope_codes = ArrayField(models.CharField(max_length=20), default=list)
    parent = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="branches")
    # A special mark of the register, such as 另册管理; empty for almost all.
    mark = models.CharField(max_length=40, blank=True)
    # Who controls it otherwise than by a share: name, code, by what.
    controls = models.JSONField(default=list)
    # The name before the last change of name: others may not take it for a year (Name Regulation, art. 17).
    registered_by = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["trade_name"], name="entity_trade_name"),
            models.Index(fields=["trade_pinyin"], name="entity_trade_pinyin"),
            GinIndex(fields=["scope_codes"], name="entity_scope_codes"),
        ]


class EntityVersion(models.Model):
    """One state of the registered items: effective from a day, recorded at a moment. Never changed, only added to.

    What the register said on day X as known at moment Y is the row with the latest `effective_on` ≤ X among those with
    `recorded_at` ≤ Y, the later recorded one first. A correction of the past adds rows with past days.
    """

    access = Access.PUBLIC
    grants = {"hengjian_officer": "SELECT, INSERT"}

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="versions")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()
    act_id = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=60)
    items = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["subject", "-effective_on", "-recorded_at"], name="version_as_of")]


class EntityPerson(models.Model):
    """The identity number behind a name in the register, encrypted, with a blind index to find it by."""

    access = Access.RESIDENT

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT)
    role = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    id_number = EncryptedTextField()
    id_print = models.CharField(max_length=64, db_index=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)


class Holding(models.Model):
    """出资: what a shareholder, partner, member or investor has subscribed and paid in. Public (Company Law, art. 40)."""

    access = Access.PUBLIC

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="holdings")
    holder = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="held")
    name = models.CharField(max_length=200)
    subscribed = models.DecimalField(max_digits=18, decimal_places=2)
    paid = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    due_on = models.DateField(null=True)
    form = models.CharField(max_length=20, default="money")
    liability = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)


class Premises(models.Model):
    """住所、经营场所: where an entity is; one licence may have several, one address may serve several entities."""

    access = Access.PUBLIC

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=20, default="domicile")
    division_code = models.CharField(max_length=12, db_collation="C")
    address = models.CharField(max_length=200)
    address_key = models.CharField(max_length=200, db_index=True)
    basis = models.CharField(max_length=20, default="commitment")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
