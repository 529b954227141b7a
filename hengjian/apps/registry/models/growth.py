"""Who helps firms, and which individual businesses became enterprises."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject, User
from hengjian.kernel.models.fields import code_field


class ServiceOrganisation(models.Model):
    """个体劳动者协会、个私服务中心: may file for firms that have given it a mandate; its user does so."""

    access = Access.REFERENCE

    name = models.CharField(_("Name"), max_length=80)
    division_code = code_field(db_index=True)
    user = models.OneToOneField(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Conversion(models.Model):
    """个转企: an individual business went on as an enterprise under another code (Individual Business Regulation, art. 13)."""

    access = Access.PUBLIC

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="converted_from")
    former = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="converted_into")
    on = models.DateField()
