"""Reference lists of the register: kinds of entities and items of the business scope."""

from django.db import models

from hengjian.kernel.access import Access


class EntityType(models.Model):
    """One row of the national list of entity types; `group` says which form, rules and papers it follows."""

    access = Access.REFERENCE

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    group = models.CharField(max_length=30, db_index=True)
    uscc_prefix = models.CharField(max_length=2, blank=True)


class ScopeItem(models.Model):
    """One item of the business-scope catalogue; codes are this project's own."""

    access = Access.REFERENCE

    code = models.CharField(max_length=20, primary_key=True)
    text = models.CharField(max_length=200)
    licensed = models.BooleanField()
    pre_permit = models.BooleanField(default=False)
    permit = models.CharField(max_length=200, blank=True)
    gbt4754 = models.CharField(max_length=10, blank=True)
