"""卷宗顺序: the decision and its service first, then the course of the case; internal papers in a second volume."""

from collections.abc import Collection, Iterable

Line = tuple[str, str, str]  # paper of the set, title, number
# 程序规定: the filing form, the decision and its proof of service stand first; the rest in the order of time.
FIRST = ("PEN-45", "PEN-46", "PEN-44", "PEN-50", "PEN-51")


def in_order(papers: Iterable[Line], internal: Collection[str]) -> tuple[list[Line], list[Line]]:
    """The papers of the first and of the second volume, each in its order."""
    known = list(papers)
    main = [one for one in known if one[0] not in internal]
    lead = sorted((one for one in main if one[0] in FIRST[:3]), key=lambda one: FIRST.index(one[0]))
    served = [one for one in main if one[0] in FIRST[3:]]
    rest = [one for one in main if one[0] not in FIRST]
    return [*lead, *served, *rest], [one for one in known if one[0] in internal]
