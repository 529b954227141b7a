"""Short citations of catalogues as they are printed: `food_law 35; 药品管理法 51` is 《食品安全法》第三十五条、《药品管理法》第五十一条."""

import re

from . import law


def cited(text: str) -> str:
    """The official words of several citations; what names no article is kept as it is written."""
    return "、".join(_one(part.strip()) for part in text.split(";") if part.strip())


def _one(part: str) -> str:
    name, _blank, articles = part.partition(" ")
    known = law.current().instruments.get(name)
    numbers = [n for n in re.split(r"[,，-]", articles) if n.isdigit()]
    if known is None and not numbers:
        return part
    title = known.text("zh-hans") if known else f"《{name}》"
    joint = "至" if "-" in articles else "、"
    return title + joint.join(f"第{law.numeral(int(n))}条" for n in numbers)
