"""Plans in force and what they promise in numbers. Drafts stay with their procedure until they are adopted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models.fields import code_field

BINDING, EXPECTED, UNSTATED = "binding", "expected", "unstated"
NATURES = [(BINDING, _("Binding")), (EXPECTED, _("Expected")), (UNSTATED, _("Not stated"))]
COMPARISONS = [
    ("ge", _("at least")),
    ("le", _("at most")),
    ("gt", _("more than")),
    ("eq", _("exactly")),
    ("approx", _("about")),
    ("range", _("between")),
    ("full", _("everywhere")),
    ("exist", _("at least one")),
    ("rank", _("a rank")),
]
BETTER = [("up", _("more is better")), ("down", _("less is better"))]
EACH = [
    ("", _("once")),
    ("year", _("each year")),
    ("month", _("each month")),
    ("two_years", _("every two years")),
    ("five_years", _("within five years")),
]
ADDS = [("sum", _("places add up")), ("each", _("each place reaches it"))]
TABLES = [
    ("whole", _("The table of indicators is complete")),
    ("none", _("The text has no table of indicators")),
    ("missing", _("The table of indicators is missing from the text")),
]


class Plan(models.Model):
    """规划: a plan of one place for a period; what a county was handed down is a plan of its own below its parent."""

    access = Access.PUBLIC
    placed_by = ("code",)

    key = models.CharField(max_length=60, unique=True, db_collation="C")
    title = models.CharField(_("Plan"), max_length=120)
    code = code_field(db_index=True)
    since = models.SmallIntegerField(_("From year"))
    until = models.SmallIntegerField(_("To year"))
    source = models.CharField(_("Document of the plan"), max_length=120, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True)
    table = models.CharField(max_length=8, choices=TABLES, default="whole")
    note = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    act_id = models.BigIntegerField(null=True)  # by which it was adopted; none for what the package carries
    closed_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-since", "code"]

    def __str__(self) -> str:
        return self.title


class PlanTarget(models.Model):
    """规划指标: one printed number of a plan with the place where it stands. `indicator` is a declared one, or empty."""

    access = Access.PUBLIC
    placed_by = ("code",)

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    code = code_field(db_index=True)
    ref = models.CharField(max_length=12, db_collation="C")  # T9 is row 9 of the table, Z3 a number of the text
    position = models.SmallIntegerField()
    key = models.CharField(max_length=80, db_collation="C", db_index=True)
    name = models.CharField(_("Indicator"), max_length=120)
    unit = models.CharField(_("Unit"), max_length=20, blank=True)
    baseline = models.DecimalField(_("Baseline"), max_digits=16, decimal_places=4, null=True)
    baseline_text = models.CharField(max_length=80, blank=True)
    target = models.DecimalField(_("Target"), max_digits=16, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=16, decimal_places=4, null=True)  # upper end, where a range is printed
    target_text = models.CharField(max_length=80)
    comparison = models.CharField(max_length=8, choices=COMPARISONS)
    better = models.CharField(max_length=4, choices=BETTER)
    due = models.SmallIntegerField(null=True)  # the year; none where the text names none
    each = models.CharField(max_length=12, choices=EACH, blank=True)
    nature = models.CharField(_("Nature"), max_length=8, choices=NATURES)
    group = models.CharField(_("Group"), max_length=60, blank=True)
    adds = models.CharField(max_length=4, choices=ADDS)
    place = models.CharField(_("Place in the text"), max_length=80, blank=True)
    flag = models.CharField(_("Doubt about the text"), max_length=200, blank=True)
    milestones = models.JSONField(default=dict)  # year → value, where the path is not straight
    indicator = models.CharField(max_length=80, blank=True, db_collation="C")
    times = models.DecimalField(max_digits=16, decimal_places=6, default=1)  # the indicator's value by this is ours
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "ref"], name="plan_target_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_in_table(self) -> bool:
        return self.ref.startswith("T")

    @property
    def number(self) -> str:
        """Its number in the printed table, or the mark it has here."""
        return self.ref.removeprefix("T")
