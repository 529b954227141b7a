"""送达: which paper reached whom, how and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding
from hengjian.kernel.personal import EncryptedTextField

WAYS = [
    ("direct", _("Handed over in person")),
    ("left", _("Left at the address")),
    ("post", _("By post")),
    ("electronic", _("Electronically")),
    ("entrusted", _("By another authority")),
    ("public", _("By public notice")),
]


class PaperService(models.Model):
    """One service of one paper of a case."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="paper_services")
    paper = models.CharField(max_length=10)  # id in the set of papers
    paper_number = models.CharField(max_length=60)
    way = models.CharField(max_length=12, choices=WAYS)
    place = models.CharField(max_length=200, blank=True)
    receiver = EncryptedTextField(blank=True)
    note = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField()
    served_on = models.DateField(null=True)  # empty while a public notice runs
    by = models.CharField(max_length=60)
