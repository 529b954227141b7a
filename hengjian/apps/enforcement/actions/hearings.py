"""听证笔录 and 听证报告: what every hearing of a case leaves, that of the entity and that of a person (处罚法 64)."""

from typing import Any

from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion

from . import printer


class HearingReport(Given):
    present: str = ask(gettext_lazy("Who was present"), default="", at_most=500, personal=True)
    argued: str = ask(gettext_lazy("Evidence and argument"), lines=8, default="", at_most=6000)
    signed: bool = ask(gettext_lazy("Read and signed by those present"), kind="check", default=False)
    summary: str = ask(gettext_lazy("Course of the hearing"), lines=4, default="", at_most=3000)
    advice: str = ask(gettext_lazy("Advice"), lines=3, default="", at_most=2000)


def record_hearing(case: Case, given: HearingReport, on: Occasion, what: str, when: str, place: str, host: str) -> None:
    """Record and report, printed into the file of the act; either lacks nothing or neither is printed."""
    facts: dict[str, Any] = printer.facts_of(case, on.law) | {
        "when": when,
        "place": place,
        "host": host,
        "present": given.present,
        "argued": [line for line in given.argued.split("\n") if line.strip()],
        "signed": "经核对无误，到场人员已签名。" if given.signed else "",
        "summary": given.summary,
        "advice": given.advice,
    }
    printer.print_paper(case, "PEN-40", facts, on, what)
    printer.print_paper(case, "PEN-41", facts, on, what)
