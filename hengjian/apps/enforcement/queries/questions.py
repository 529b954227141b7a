"""The question bank that the package carries."""

from hengjian.apps.enforcement.models import ExamQuestion
from hengjian.apps.enforcement.rules.packaged import table


def load_questions() -> int:
    """Bring the bank in line with the packaged questions; what an administrator added stays."""
    rows = [
        ExamQuestion(
            key=r["key"], text=r["text"], options={x: r[x] for x in "abcd"}, right=r["right"], basis=r["basis"]
        )
        for r in table("exam_questions.csv")
    ]
    ExamQuestion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["text", "options", "right", "basis"]
    )
    return len(rows)
