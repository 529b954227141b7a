"""Who blew the whistle: a table that nobody can read within a request. Written once, opened only by the act of unsealing."""

from django.db import models

from hengjian.kernel.access import Access
from hengjian.kernel.personal import EncryptedTextField


class SealedIdentity(models.Model):
    """封存的举报人身份: no role of a request may select here; `queries.sealed` reads it outside every scope."""

    access = Access.SYSTEM
    # A system table has no row policy; insert without select is what seals it.
    grants = {"hengjian_officer": "INSERT", "hengjian_party": "INSERT", "hengjian_public": ""}

    token = models.CharField(max_length=43, primary_key=True, db_collation="C")
    report = models.BigIntegerField(db_index=True)
    name = EncryptedTextField()
    phone = EncryptedTextField()
    sealed_at = models.DateTimeField()
