"""Divisions, authorities, the people who act, and the reference data an administrator keeps."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import ROLES, WRITE, Access
from hengjian.kernel.personal import EncryptedTextField
from hengjian.kernel.principal import Role

from .fields import code_field


class Division(models.Model):
    """An administrative division 行政区划 with its code (GB/T 2260 to county, statistical code below)."""

    access = Access.REFERENCE

    code = code_field(primary_key=True)
    name = models.CharField(max_length=80)
    level = models.SmallIntegerField()
    parent_code = code_field(blank=True, db_index=True)


class Authority(models.Model):
    """A market-regulation authority 监管机构; its code is its place in the tree. The nation's code is empty."""

    access = Access.REFERENCE
    placed_by = ("code",)

    code = code_field(primary_key=True)
    name = models.CharField(_("Name"), max_length=80)
    short_name = models.CharField(_("Short name"), max_length=20)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who can sign in: officer, enterprise agent or citizen."""

    access = Access.SYSTEM
    grants = dict.fromkeys(ROLES, WRITE)

    display_name = models.CharField(_("Name"), max_length=60, blank=True)
    phone = EncryptedTextField(_("Phone"), blank=True, default="")
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.display_name or self.username


class Officer(models.Model):
    """A supervision officer 监管人员: a user in an authority with roles and an enforcement certificate."""

    access = Access.REFERENCE
    placed_by = ("authority_id",)

    user = models.OneToOneField(User, on_delete=models.PROTECT)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices), default=list)
    certificate_no = models.CharField(max_length=40, blank=True)
    certificate_until = models.DateField(null=True, blank=True)
    expertise = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    scope = models.CharField(
        max_length=12,
        default="below",
        choices=[
            ("all", _("Everything")),
            ("below", _("Own authority and below")),
            ("own", _("Own authority")),
            ("self", _("Own matters only")),
            ("custom", _("Listed authorities")),
        ],
    )
    scope_code = code_field(blank=True)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.user)

    def authority_code_within(self, code: str) -> bool:
        """Is the officer's authority in charge of that code, or below it?"""
        return code.startswith(self.authority_id) or self.authority_id.startswith(code)


class Delegation(models.Model):
    """One officer's powers exercised by another for a while 授权代办."""

    access = Access.REFERENCE
    owned_by = "from_officer_id"

    from_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="delegations_given")
    to_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="delegations_held")
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"))
    note = models.CharField(_("Reason"), max_length=200, blank=True)


class Holiday(models.Model):
    """A day that differs from the published calendar: declared off, or a weekend that is worked."""

    access = Access.REFERENCE

    date = models.DateField(_("Date"), primary_key=True)
    off = models.BooleanField(_("Day off"), default=True)
    name = models.CharField(_("Name"), max_length=40)
    source = models.CharField(_("Notice it rests on"), max_length=200)


class Setting(models.Model):
    """A value an administrator may change at run time."""

    access = Access.REFERENCE

    key = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()
