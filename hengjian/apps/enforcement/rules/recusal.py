"""专家回避: whom an expert must not judge: the own employer and what the expert has declared (行政许可法 5)."""

from collections.abc import Iterable


def must_stand_back(employer: str, declared: Iterable[str], party: str) -> bool:
    """Does the party employ the expert, or is it part of the employer or the other way round, or declared?"""
    if not party:
        return False
    kin = bool(employer) and (employer in party or party in employer)
    return kin or party in set(declared)
