"""What the room records beside its procedures, one module a subject."""

from .decided import Decided as Decided
from .discretion import DiscretionBenchmark as DiscretionBenchmark
from .discretion import PowerDelegation as PowerDelegation
from .evidence import CaseEvidence as CaseEvidence
from .interference import InterferenceRecord as InterferenceRecord
from .interference import ReminderRow as ReminderRow
from .officers import EnforcementTeam as EnforcementTeam
from .officers import ExamQuestion as ExamQuestion
from .officers import ExamResult as ExamResult
from .officers import Expert as Expert
from .officers import Routed as Routed
from .officers import TeamMember as TeamMember
from .officers import TrainingRecord as TrainingRecord
from .parties import CaseParty as CaseParty
from .services import PaperService as PaperService
