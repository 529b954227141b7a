"""Keys to the API."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access

from .authority import User


class ApiToken(models.Model):
    """A key by which a program acts as a user; only its hash is kept. Scopes narrow what it may do."""

    access = Access.PERSONAL
    before_scope = True  # a key is read to find out who is asking

    READ, ACT = "read", "act"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("Name"), max_length=60)
    hash = models.CharField(max_length=64, unique=True, db_collation="C")
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
