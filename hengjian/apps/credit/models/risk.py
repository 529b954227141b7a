"""The risk class of a subject as it is now."""

from django.db import models

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject


class RiskGrade(models.Model):
    """信用风险分类: class A (low) to D (high) with the score it follows from (国市监信发〔2022〕6号). Not public: officers in
    charge of the place see it, and the subject sees its own.
    """

    access = Access.RESIDENT
    GRADES = [(g, g) for g in "ABCD"]

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="risk", primary_key=True)
    grade = models.CharField(max_length=1, choices=GRADES, db_index=True)
    score = models.IntegerField()  # hundredths; 0 is best, 10,000 worst
    version = models.CharField(max_length=40)  # of the indicator system
    graded_at = models.DateTimeField()
