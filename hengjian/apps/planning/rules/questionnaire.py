"""Questionnaires and strata as people type them, and what an answer must be."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .sampling import LIKERT, NPS, masked
from .scoring import number

ANSWERS = [
    ("likert", gettext_lazy("Agreement from 1 to 5")),
    ("nps", gettext_lazy("Recommendation from 0 to 10")),
    ("choice", gettext_lazy("One of several")),
    ("text", gettext_lazy("Free text")),
]
WORDS = {"满意": "likert", "推荐": "nps", "单选": "choice", "问答": "text"}
CLASSES = [
    ("individual", gettext_lazy("Individual businesses")),
    ("enterprise", gettext_lazy("Enterprises")),
    ("cooperative", gettext_lazy("Farmers' cooperatives")),
]
CALLED = {"individual": "个体工商户", "enterprise": "企业", "cooperative": "农民专业合作社"}
MOST_QUESTIONS, MOST_OPTIONS, MOST_TEXT = 30, 12, 500


def parsed(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Questions from lines such as `满意：您对食品安全总体满意吗`; faults by line."""
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    for at, raw in enumerate((r.strip() for r in text.splitlines() if r.strip()), 1):
        word, colon, rest = raw.replace(":", "：", 1).partition("：")
        kind = WORDS.get(word.strip(), word.strip().lower())
        said, *options = [part.strip() for part in rest.replace("｜", "|").split("|")]
        if not colon or kind not in dict(ANSWERS) or not said:
            faults.append(_("Line %(line)d: begin with the kind of the question and a colon.") % {"line": at})
        elif kind == "choice" and not 2 <= len(set(filter(None, options))) <= MOST_OPTIONS:
            faults.append(_("Line %(line)d: name 2 to 12 different options after a bar.") % {"line": at})
        else:
            own = list(dict.fromkeys(filter(None, options))) if kind == "choice" else []
            found.append({"kind": kind, "text": said[:300], "options": own, "counts": kind == "likert"})
    if not faults and not any(q["counts"] for q in found):
        faults.append(_("One question at least asks for agreement from 1 to 5: of those satisfaction is the mean."))
    if len(found) > MOST_QUESTIONS:
        faults.append(_("Nobody answers more than %(most)d questions.") % {"most": MOST_QUESTIONS})
    return found, faults


def strata_of(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Strata from lines such as `川汇区，短信，412000`; faults by line."""
    found: list[dict[str, Any]] = []
    faults: list[str] = []
    for at, raw in enumerate((r.strip() for r in text.splitlines() if r.strip()), 1):
        cells = [c.strip() for c in raw.replace("\t", ",").replace("，", ",").split(",")]
        count = number(cells[2]) if len(cells) == 3 else None
        if count is None or count < 1 or count != int(count) or not cells[0]:
            faults.append(_("Line %(line)d: write a name, a channel and how many there are.") % {"line": at})
        elif cells[0] in [s["name"] for s in found]:
            faults.append(_("Line %(line)d: this stratum stands there already.") % {"line": at})
        else:
            found.append({"name": cells[0][:120], "channel": cells[1][:60], "population": int(count)})
    if not found and not faults:
        faults.append(_("Name at least one stratum."))
    return found, faults


def class_of(kind: str) -> str:
    """Which of the three classes a subject of this kind belongs to."""
    if kind == "individual_business":
        return "individual"
    return "cooperative" if "cooperative" in kind else "enterprise"


def answered(
    questions: Sequence[Mapping[str, Any]], posted: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers by position, free text masked; faults by field. Free text may be left out, the rest not."""
    found: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for at, question in enumerate(questions):
        key, said = f"q{at}", str(posted.get(f"q{at}", "") or "").strip()
        if question["kind"] == "text":
            found |= {str(at): masked(said[:MOST_TEXT])} if said else {}
            continue
        most = len(question["options"]) - 1
        low, high = {"likert": LIKERT, "nps": NPS}.get(question["kind"], (0, most))
        if said.isascii() and said.isdigit() and len(said) < 3 and low <= int(said) <= high:
            found[str(at)] = int(said)
        else:
            faults[key] = _("Choose an answer.")
    return found, faults
