"""Tables of the room beside its procedures, one module a subject."""

from .code_lists import CodeListVersion as CodeListVersion
from .imports import ImportedRow as ImportedRow
from .imports import ImportedTable as ImportedTable
from .imports import ImportProgress as ImportProgress
from .imports import ImportReject as ImportReject
from .linkage import LinkNumber as LinkNumber
from .linkage import LinkParty as LinkParty
from .opening import OpenFile as OpenFile
from .quality import QualityScore as QualityScore
from .register import ModelMeasure as ModelMeasure
from .register import ModelStatus as ModelStatus
from .sharing import SharedFile as SharedFile
from .sharing import SharedLook as SharedLook
from .sharing import ShareUse as ShareUse
