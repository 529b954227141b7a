"""Outlines of the approved base map."""

from django.db import models

from hengjian.kernel.access import Access
from hengjian.kernel.models.fields import code_field


class MapOutline(models.Model):
    """底图轮廓: the outline of one division on the base map in force; officers of every level draw figures on it."""

    access = Access.REFERENCE

    code = code_field(primary_key=True)
    rings = models.JSONField()  # of corners: degrees east and north
    approval = models.CharField(max_length=60)  # 审图号
    sha256 = models.CharField(max_length=64, db_collation="C")
    proceeding_id = models.BigIntegerField()
    act_id = models.BigIntegerField()
