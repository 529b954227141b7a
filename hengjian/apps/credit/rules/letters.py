"""When a second letter counts (Order 68, art. 9: not less than 15 and not more than 30 days after the first)."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn


def second(first: date, again: date, law: LawOn) -> Finding:
    """May a letter posted that day be the second one?"""
    least, most = law.limit("credit.letter_gap_least"), law.limit("credit.letter_gap_most")
    earliest, latest = first + timedelta(days=least.amount), first + timedelta(days=most.amount)
    if earliest <= again <= latest:
        return Finding()
    fact = _("The second letter is posted between %(first)s and %(last)s.") % {"first": earliest, "last": latest}
    remedy = _("Wait until then.") if again < earliest else _("Begin again with a first letter.")
    return Finding.of([Ground(fact, law.cite("abnormal_list_measures art. 9"), remedy, "posted_on")])
