"""专家库: the one register of experts, for every room: who knows a field or a permit, who must stand back, who was drawn."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from hengjian.apps.enforcement.models import Expert
from hengjian.apps.enforcement.procedures import ExpertPanel
from hengjian.apps.enforcement.rules.recusal import must_stand_back


def known(field: str = "", item: str = "") -> QuerySet[Expert]:
    """Active experts of a field of law, or who can judge a permit of the list."""
    rows = Expert.objects.filter(active=True).order_by("name", "pk")
    rows = rows.filter(fields__contains=[field]) if field else rows
    return rows.filter(items__contains=[item]) if item else rows


def who_may_judge(party: str, *, field: str = "", item: str = "") -> list[Expert]:
    """Those of them who need not stand back from a party."""
    return [e for e in known(field, item) if not recused(e, party)]


def recused(expert: Expert, party: str) -> bool:
    """Must this expert not judge the party?"""
    return must_stand_back(expert.unit, expert.recused_from, party)


def named(keys: Iterable[str]) -> dict[str, Expert]:
    """Experts by the keys under which lots and opinions hold them."""
    return {str(e.pk): e for e in Expert.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])}


def panels_about(matter: int) -> QuerySet[ExpertPanel]:
    """Panels that were called for a matter and not given up, newest first."""
    return ExpertPanel.objects.filter(about_id=matter).exclude(state="given_up").order_by("-pk")


def drawn_for(matter: int) -> list[Expert]:
    """Whom the lot has chosen for a matter; nobody where none was drawn."""
    panel = panels_about(matter).exclude(state="fixed_roster").first()
    return list(named(panel.drawn).values()) if panel else []


def conclusion_on(matter: int) -> str:
    """What the last concluded panel has said of a matter."""
    panel = panels_about(matter).filter(state="concluded").first()
    return panel.conclusion if panel else ""


def panels_of(expert: Expert) -> QuerySet[ExpertPanel]:
    """Panels into which the lot has called an expert, newest first."""
    key = str(expert.pk)
    return ExpertPanel.objects.filter(Q(drawn__contains=[key]) | Q(declined__has_key=key)).order_by("-pk")
