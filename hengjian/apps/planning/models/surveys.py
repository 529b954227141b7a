"""Invitations to a survey and answers. Nothing ties an answer to an invitation or a person."""

import uuid

from django.db import models

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.personal import EncryptedTextField


class SurveyInvite(models.Model):
    """邀请码: may answer once. Says whether it has been used, never what for."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="+")
    stratum = models.SmallIntegerField()
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    code = EncryptedTextField()
    print = models.CharField(max_length=64, unique=True, db_collation="C")
    used = models.BooleanField(default=False)


class SurveyAnswer(models.Model):
    """答卷: what somebody answered and in which stratum. Its key is chance, so that no order of arrival can be read from it."""

    access = Access.SCOPED
    internal = append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="+")
    stratum = models.SmallIntegerField()
    answers = models.JSONField()  # position of the question → answer
    answered_on = models.DateField()
