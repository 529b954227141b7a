"""Conversion of an individual business into an enterprise 个转企: a founding that another entity goes into."""

from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import Conversion
from hengjian.apps.registry.queries import growth
from hengjian.apps.registry.rules import growth as rules
from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion

from . import register


def begun(code: str, on: Occasion, what: str) -> Subject | None:
    """The individual business that shall go on as the firm, or none; refused unless it is the applicant's own."""
    if not code:
        return None
    entity = queries.entity_of(code)
    own = entity is not None and bool(on.principal.officer_id or entity.pk in on.principal.subjects)
    facts = rules.ConversionFacts(
        group=entity.group if entity else "",
        status=entity.subject.status if entity else "",
        own=own,
        leaving=queries.running_exit(entity.subject) if entity else "",
    )
    rules.conversion(facts, on.law).require(what)
    return entity.subject if entity else None


def former_of(row: Any) -> Subject | None:
    """The individual business that goes into a founding."""
    code = row.filed.get("converts", "")
    return Subject.objects.filter(code=code).first() if code else None


def grounds(row: Any, law: LawOn) -> tuple[Ground, ...]:
    """What the register holds against the conversion; only officers and the machine may read it."""
    former = former_of(row)
    if former is None:
        return ()
    takes_part = growth.takes_part(former, [p["id_number"] for p in row.people])
    facts = rules.ConversionFacts(
        former.kind, former.status, True, queries.running_exit(former), operator_takes_part=takes_part
    )
    return rules.conversion(facts, law).grounds


def carry_out(row: Any, subject: Subject, former: Subject, on: Occasion) -> None:
    """The individual business leaves the register into the firm; its permits are changed, not applied for anew."""
    register.close(former, "deregistered", "conversion", "个体工商户转型为企业", on)
    Conversion.objects.create(subject=subject, former=former, on=on.day)
    on.tell(
        f"subject:{former.pk}",
        title=_("Converted into %(name)s") % {"name": subject.name},
        body=_("Permits of the individual business are changed to the firm in a simplified way: ask for the change."),
    )
