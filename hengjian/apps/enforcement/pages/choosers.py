"""What the forms of the room offer: causes, crimes, experts who have not spoken, files not marked, other authorities."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.enforcement.procedures import ExpertPanel, FileReview
from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.enforcement.queries import file_kinds
from hengjian.apps.enforcement.rules.causes import FIELDS, causes
from hengjian.apps.enforcement.rules.discretion import facts_for
from hengjian.apps.enforcement.rules.police import thresholds
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import Principal
from hengjian.web.queries import authority_choices, choose_with

Choices = list[tuple[str, str]]


def _causes(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    words = dict(FIELDS)
    return [(c.id, f"{words[c.field]}：{c.name}（{c.id}）") for c in causes().values()]


def _tiers(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """The ranges of the cause of the case, as the law parts them."""
    known = causes().get(getattr(about, "cause", ""))
    return [(tier.name, tier.words) for tier in known.tiers] if known else []


def _facts(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """What may weigh in the case: what the guidance names, and what is said of its cause."""
    cause = getattr(about, "cause", "")
    return [(f.id, str(f.text)) for f in facts_for(cause).values()] if cause in causes() else []


def _crimes(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    cause = str(values.get("cause", ""))
    ordered = sorted(thresholds(), key=lambda t: not (cause and t.concerns(cause)))
    return [(t.id, f"{t.name}（{t.cite.official}）：{t.words}".rstrip("：")) for t in ordered]


def _silent_experts(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, ExpertPanel):
        return []
    keys = [key for key in about.drawn if key not in about.opinions]
    return [(key, f"{e.name}　{e.unit}") for key, e in register.named(keys).items()]


def _unmarked(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    if not isinstance(about, FileReview):
        return []
    rows = Proceeding.objects.filter(pk__in=[int(key) for key in about.unmarked]).order_by("pk")
    return [(str(r.pk), f"{r.number} {r.title}") for r in rows]


def _kinds(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return file_kinds()


def _others(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    own = who.place if who else ""
    return [(code, name) for code, name in authority_choices(who) if code != own][:60]


choose_with("penalty_cause", _causes)
choose_with("penalty_tier", _tiers)
choose_with("penalty_fact", _facts)
choose_with("suspected_crime", _crimes)
choose_with("silent_expert", _silent_experts)
choose_with("unmarked_file", _unmarked)
choose_with("file_kind", _kinds)
choose_with("other_authority", _others)
