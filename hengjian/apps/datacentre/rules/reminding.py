"""When the clock reminds of an answer or a report that is due."""

from datetime import date

from hengjian.kernel.calendar import Calendar


def near(today: date, due: date, workdays: int, calendar: Calendar) -> bool:
    """Is the day of the deadline not over, and so many working days away or fewer?"""
    return today <= due and calendar.workdays(today, due) <= workdays
