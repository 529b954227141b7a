"""What the credit procedures yield for plans and supervision."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.indicator import Measure, Span, different, indicator, kept_of_due, share, tally
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject

from .models import CreditEntry, RiskGrade
from .procedures import (
    AnnualReport,
    CreditPromise,
    CreditRepair,
    InsuranceRecord,
    JointMeasure,
    PublicityCheck,
    RecordCheck,
    RecordedPenalty,
)
from .queries import missing_reports
from .rules.reports import OWING, window


@indicator(
    "credit.reports_on_time",
    label=_("Annual reports filed in time"),
    unit="pct",
    better="up",
    serves="enterprise_info_regulation art. 8",
)
def reports_on_time(span: Span) -> Measure:
    """Reports filed in the span within their window, of all filed; corrections are left out."""
    rows = AnnualReport.objects.filter(corrects=False, **span.within(), **span.during("opened_at"))
    return share(rows.filter(late=False), rows)


@indicator(
    "credit.penalties_published",
    label=_("Penalties published within twenty working days"),
    unit="pct",
    better="up",
    serves="samr_penalty_publicity art. 9",
)
def penalties_published(span: Span) -> Measure:
    """Penalties recorded in the span that were published in time, of all that had to be."""
    rows = RecordedPenalty.objects.filter(**span.within(), **span.during("opened_at"))
    rows = rows.exclude(state__in=("not_published", "recorded"))
    return share(rows.exclude(on_time=False), rows)


@indicator(
    "credit.repairs_on_time",
    label=_("Credit repairs decided in time"),
    unit="pct",
    better="up",
    serves="samr_credit_repair",
)
def repairs_on_time(span: Span) -> Measure:
    """Repairs opened in the span whose stages were kept in time, of those decided."""
    rows = CreditRepair.objects.filter(**span.within(), **span.during("opened_at"))
    rows = rows.filter(state__in=("restored", "refused", "settled", "revoked"))
    return share(rows.exclude(on_time=False), rows)


@indicator(
    "credit.repairs_revoked",
    label=_("Repairs revoked"),
    unit="pct",
    better="down",
    serves="samr_credit_repair art. 14",
)
def repairs_revoked(span: Span) -> Measure:
    """Repairs of the span that were revoked, of those granted."""
    rows = CreditRepair.objects.filter(**span.within(), **span.during("opened_at"))
    granted = rows.filter(state__in=("restored", "settled", "revoked"))
    return share(granted.filter(state="revoked"), granted)


@indicator(
    "credit.false_publicity",
    label=_("Published information found false"),
    unit="pct",
    better="down",
    serves="enterprise_info_regulation art. 13",
)
def false_publicity(span: Span) -> Measure:
    """Spot checks closed in the span that found something false, of all that compared."""
    rows = PublicityCheck.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(rows.filter(state="false_found"), rows)


@indicator(
    "credit.commitments_kept",
    label=_("Credit commitments kept"),
    unit="pct",
    better="up",
    serves="credit_system_opinion",
)
def commitments_kept(span: Span) -> Measure:
    """Commitments checked in the span that were kept, of all checked."""
    rows = CreditPromise.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(rows.filter(state="kept"), rows)


@indicator(
    "credit.measures_answered",
    label=_("Joint measures answered by departments in time"),
    unit="pct",
    better="up",
    serves="joint_incentive_opinion",
)
def measures_answered(span: Span) -> Measure:
    """Pushes of the span to which every department answered in time, of all that are answered or overdue."""
    rows = JointMeasure.objects.filter(**span.within(), **span.during("opened_at"))
    answered = ~Q(state="pushed")
    kept = rows.filter(answered).exclude(on_time=False)
    return share(kept, rows.filter(answered | Q(due__lt=timezone.now())))


@indicator(
    "credit.record_errors",
    label=_("Credit records found wrong"),
    unit="pct",
    better="down",
    serves="enterprise_info_regulation art. 12",
)
def record_errors(span: Span) -> Measure:
    """Checks of records closed in the span that corrected the record, of all closed."""
    rows = RecordCheck.objects.filter(closed_at__isnull=False, **span.within(), **span.during("closed_at"))
    return share(rows.filter(state="corrected"), rows)


@indicator(
    "credit.insured",
    label=_("Liability insurances in force"),
    unit="count",
    better="up",
    serves="food_law art. 43",
)
def insured(span: Span) -> Measure:
    """Insurances on record that hold on the last day of the span."""
    rows = InsuranceRecord.objects.filter(since__lte=span.until, until__gte=span.until, **span.within())
    return tally(rows.filter(until__gt=F("since")))


@indicator(
    "credit.insured_share",
    label=_("Subjects with a liability insurance in force"),
    unit="pct",
    better="up",
    serves="food_law art. 43",
)
def insured_share(span: Span) -> Measure:
    """Different subjects whose insurance holds on the last day of the span, of all subjects registered up to it and not gone."""
    rows = InsuranceRecord.objects.filter(since__lte=span.until, until__gte=span.until, **span.within())
    return share(different(rows, "subject_id"), _registered(span))


@indicator(
    "credit.listed",
    label=_("Subjects on the list of abnormal operations"),
    unit="count",
    better="down",
    serves="abnormal_list_measures",
)
def listed(span: Span) -> Measure:
    """Entries of the list that stood on the last day of the span."""
    rows = CreditEntry.objects.filter(kind="abnormal", since__lte=span.until, **span.within())
    return tally(rows.exclude(ended_on__lte=span.until))


@indicator(
    "credit.annual_report_rate",
    label=_("Annual reports filed by those who owe one"),
    unit="pct",
    better="up",
    serves="enterprise_info_regulation art. 8",
)
def annual_report_rate(span: Span) -> Measure:
    """Entities that filed the report for the year before the span's last by the end of its window, of those that owe it."""
    year, law = span.until.year - 1, LawOn(span.until)
    filed = AnnualReport.objects.filter(subject_id=OuterRef("pk"), year=year, corrects=False)
    filed = filed.filter(opened_at__date__lte=span.until)
    rows = Subject.objects.filter(status__in=OWING, **span.within("division_code"))
    in_time = rows.filter(Exists(filed.filter(opened_at__date__lte=window(year, law)[1])))
    return share(in_time, rows.filter(Exists(filed) | Q(pk__in=missing_reports(year, law).values("pk"))))


@indicator(
    "credit.listed_share",
    label=_("Share of subjects on the list of abnormal operations"),
    unit="pct",
    better="down",
    serves="abnormal_list_measures",
)
def listed_share(span: Span) -> Measure:
    """Subjects on the list or marked as abnormal on the last day of the span, of all subjects registered up to it and not gone."""
    rows = CreditEntry.objects.filter(kind__in=("abnormal", "marked"), since__lte=span.until, **span.within())
    rows = rows.exclude(ended_on__lte=span.until)
    return share(different(rows, "subject_id"), _registered(span))


def _registered(span: Span) -> QuerySet[Subject]:
    rows = Subject.objects.filter(entity__isnull=False, opened_on__lte=span.until, **span.within("division_code"))
    return rows.filter(Q(closed_on=None) | Q(closed_on__gt=span.until))


@indicator(
    "credit.serious",
    label=_("Subjects on the list of serious violations"),
    unit="count",
    better="down",
    serves="serious_violation_list",
)
def serious(span: Span) -> Measure:
    """Subjects with an entry of the list that stood on the last day of the span."""
    rows = CreditEntry.objects.filter(kind="serious", since__lte=span.until, **span.within())
    return tally(different(rows.exclude(ended_on__lte=span.until), "subject_id"))


@indicator(
    "credit.classed",
    label=_("Subjects with a risk class"),
    unit="pct",
    better="up",
    serves="credit_risk_opinion",
)
def classed(span: Span) -> Measure:
    """Subjects that have a class now, of all on the register at the end of the span."""
    return share(RiskGrade.objects.filter(**span.within("subject__division_code")), _registered(span))


@indicator(
    "credit.class_d",
    label=_("Subjects of high risk (class D)"),
    unit="pct",
    better="down",
    serves="credit_risk_opinion",
)
def class_d(span: Span) -> Measure:
    """Subjects in class D now, of all that have a class."""
    rows = RiskGrade.objects.filter(**span.within("subject__division_code"))
    return share(rows.filter(grade="D"), rows)


@indicator(
    "credit.enforcement_published",
    label=_("Enforcement information published that had to be"),
    unit="pct",
    better="up",
    serves="samr_penalty_publicity art. 9",
)
def enforcement_published(span: Span) -> Measure:
    """Penalties whose last day of publication fell into the span and that are published, of all whose day fell into it."""
    return kept_of_due(span, "credit.penalty_publish", late_too=True)
