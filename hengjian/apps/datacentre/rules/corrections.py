"""What is needed to look into data that are said to be wrong."""

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

ARTICLE = "gov_info_regulation art. 41"


def fault(record: str, wrong: str, right: str, known: bool, law: LawOn) -> Finding:
    """Every reason why nobody could look into it as it is told."""
    article = law.cite(ARTICLE)
    same = bool(wrong) and wrong == right
    return Finding.of(
        [
            None if known else Ground(
                _("It is not known whose data these are."), article, _("Name the authority or the record."), "record"
            ),
            Ground(
                _("What it says and what it should say are the same."), article, _("Write what is right."), "right"
            ) if same else None,
            None if record else Ground(
                _("It is not said which record is wrong."), article, _("Name its number, title or subject."), "record"
            ),
        ]
    )  # fmt: skip
