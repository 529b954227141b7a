"""What rooms want done after every act on a subject: a job in the queue, written in the act's own transaction.

A room that watches subjects (a risk class that follows from what is recorded) names its task here when it is loaded; the
rooms that act know nothing of it.
"""

_tasks: list[str] = []


def after_acts(task: str) -> None:
    """Have the task of that name called with `subject` after each act on one. Safe to call again."""
    if task not in _tasks:
        _tasks.append(task)


def following() -> list[str]:
    """The tasks that follow an act on a subject."""
    return list(_tasks)
