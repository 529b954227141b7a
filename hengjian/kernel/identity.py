"""The number of a resident identity card (GB 11643): what can be told from it without asking anybody."""

from stdnum import numdb
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

LENGTH = 18


def is_resident_number(number: str) -> bool:
    """Province, date of birth and check character agree.

    The county within it may be younger than its holder: who is entered late gets the code of the place as it then is.
    """
    if len(number) != LENGTH or not (number[:-1].isascii() and number[:-1].isdigit()):
        return False
    try:
        ric.get_birth_date(number)
        province = numdb.get("cn/loc").info(number[:2])[0][1]
        return bool(province) and number[-1] == ric.calc_check_digit(number)
    except (ValidationError, ValueError):
        return False
