"""Merging what devices hand over: each entry takes effect once, and two officers never overwrite one another unseen.

An entry names the revision of the answer that its device had seen. If another device has answered meanwhile, and
otherwise, the entry is not taken; its officer is shown both and decides. A device may always correct itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SAME = ("verdict", "value", "note")
VERDICTS = ("conform", "fault", "na")


@dataclass
class Merged:
    """What became of the entries: ids taken now, ids that had been taken, ids in conflict, ids that make no sense."""

    answers: dict[str, Any]
    photos: list[Any]
    taken: list[str]
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    conflicts: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def merge(
    answers: Mapping[str, Any],
    photos: Iterable[Any],
    taken: Iterable[str],
    entries: Iterable[Mapping[str, Any]],
    who: Mapping[str, Any],
    allowed: frozenset[str],
) -> Merged:
    """The record after the entries. `who` says whose they are; `allowed` are the questions of this check."""
    out = Merged(dict(answers), list(photos), list(taken))
    for entry in entries:
        key = str(entry["id"])
        if key in out.taken:
            out.known.append(key)
        elif entry["question"] not in allowed:
            out.wrong.append(key)
        elif entry["kind"] == "photo":
            _photo(out, entry, who)
        else:
            _answer(out, entry, who)
    return out


def _photo(out: Merged, entry: Mapping[str, Any], who: Mapping[str, Any]) -> None:
    # The same picture handed over by two ways is one piece of evidence.
    if not any(p["sha256"] == entry["sha256"] and p["question"] == entry["question"] for p in out.photos):
        kept = {name: entry[name] for name in ("question", "sha256", "at", "place")}
        out.photos.append({**kept, **who})
    _taken(out, entry)


def _answer(out: Merged, entry: Mapping[str, Any], who: Mapping[str, Any]) -> None:
    question = entry["question"]
    if entry["verdict"] not in VERDICTS:
        out.wrong.append(str(entry["id"]))
        return
    now = out.answers.get(question)
    same = now is not None and all(now[name] == entry[name] for name in SAME)
    own = now is not None and now.get("device") == entry["device"]
    if now is not None and not same and not own and now["revision"] != entry["base"]:
        out.conflicts[str(entry["id"])] = now
        return
    if not same:
        revision = (now["revision"] if now else 0) + 1
        said = {name: entry[name] for name in (*SAME, "at", "device")}
        out.answers[question] = {**said, "revision": revision, **who}
    _taken(out, entry)


def _taken(out: Merged, entry: Mapping[str, Any]) -> None:
    out.taken.append(str(entry["id"]))
    out.new.append(str(entry["id"]))


def unanswered(wanted: Iterable[str], answers: Mapping[str, Any]) -> list[str]:
    """Questions that still have no answer, in order."""
    return [key for key in wanted if key not in answers]


def silent_faults(answers: Mapping[str, Any]) -> list[str]:
    """Faults of which nobody has said what was found."""
    return [key for key, a in answers.items() if a["verdict"] == "fault" and not a["note"].strip()]
