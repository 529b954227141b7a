"""Money is kept in fen and printed in yuan."""

from decimal import Decimal


def yuan(fen: int) -> str:
    """5000000 as 50,000.00."""
    return f"{Decimal(fen) / 100:,.2f}"


def fen(amount: Decimal) -> int:
    """Yuan as typed, in fen."""
    return int((amount * 100).to_integral_value())
