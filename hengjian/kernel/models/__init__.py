"""Tables of the kernel."""

from .authority import Authority, Delegation, Division, Holiday, Officer, Setting, User
from .inbox import Draft, Notice, SavedView
from .ledger import Act, ActContent, ActLeaf, Checkpoint, Cosignature, Tile
from .lists import ActBatch, Export, Work
from .proceeding import Clock, CounterSign, NumberSeries, Party, Proceeding, Recusal, Share
from .publication import Disclosure, Evidence, File, Paper, PaperRecord
from .subject import Subject, SubjectMember
from .token import ApiToken

__all__ = [
    "Act",
    "ActBatch",
    "ActContent",
    "ActLeaf",
    "ApiToken",
    "Authority",
    "Checkpoint",
    "Clock",
    "Cosignature",
    "CounterSign",
    "Delegation",
    "Disclosure",
    "Division",
    "Draft",
    "Evidence",
    "Export",
    "File",
    "Holiday",
    "Notice",
    "NumberSeries",
    "Officer",
    "Paper",
    "PaperRecord",
    "Party",
    "Proceeding",
    "Recusal",
    "SavedView",
    "Setting",
    "Share",
    "Subject",
    "SubjectMember",
    "Tile",
    "User",
    "Work",
]
