"""What a user is told and what a user has set aside."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.personal import EncryptedJSONField

from .authority import User
from .fields import code_field


class Notice(models.Model):
    """通知: one message to one user; workers carry it to the other channels."""

    access = Access.PERSONAL

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=1000, blank=True)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="notice_of_user")]


class SavedView(models.Model):
    """A filter, order and set of columns kept under a name: for oneself, or for the colleagues of one authority.

    The one without a name is how its user left the page: the columns to show when the address names none.
    """

    access = Access.OFFICE

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    page = models.CharField(max_length=80)
    name = models.CharField(_("Name"), max_length=40)
    query = models.CharField(max_length=1000)
    office = code_field(blank=True, default="")  # whose colleagues see it too; empty is nobody

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="view_name_once")]
        indexes = [models.Index(fields=["page", "office"], name="view_of_office")]


class Draft(models.Model):
    """What a user has typed into a form but not sent."""

    access = Access.PERSONAL

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    key = models.CharField(max_length=160)
    values = EncryptedJSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once")]
