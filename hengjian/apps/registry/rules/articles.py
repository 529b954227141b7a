"""Citing the statutes of registration."""

from hengjian.kernel.law import Citation, LawOn

REGULATION, RULES, NAMES, COMPANY_LAW, CAPITAL = (
    "market_entity_regulation",
    "market_entity_rules",
    "enterprise_name_regulation",
    "company_law_2023",
    "registered_capital_provisions",
)
ORDER_105, SHENZHEN = "compulsory_deregistration_measures", "shenzhen_registration_provisions"


def art(law: LawOn, article: int | str, instrument: str = REGULATION) -> Citation:
    """An article of the statutes of registration."""
    return law.cite(f"{instrument} art. {article}")


def basis(law: LawOn, id: str) -> Citation:
    """The article on which a value of the law rests."""
    return law.value(id).cite
