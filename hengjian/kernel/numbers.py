"""Numbers in digits: bare as they are kept and sent, or for the eye."""

from decimal import ROUND_HALF_UP, Decimal

PARTED = ","


def bare(value: Decimal) -> str:
    """All its digits without superfluous noughts, as a program reads them."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(value: Decimal | float | int | None, places: int = 2, *, parted: str = PARTED) -> str:
    """A value for the eye: at most so many places, thousands parted, the true minus sign, a dash where there is none."""
    if value is None:
        return "—"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded or abs(rounded):,f}"  # what rounds to nought has no sign
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(",", parted).replace("-", "−")
