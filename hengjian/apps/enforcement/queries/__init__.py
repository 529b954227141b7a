"""What other rooms may ask of leads, cases, causes, discretion and competence."""

from hengjian.apps.enforcement.rules.damages import entitled as entitled

from .cases import Outcome as Outcome
from .cases import of_lead as of_lead
from .cases import of_party as of_party
from .cases import outcome as outcome
from .challenged import challenged_report as challenged_report
from .discretion import affected as affected
from .discretion import assess_here as assess_here
from .discretion import similar as similar
from .discretion import spread as spread
from .discretion import spreads as spreads
from .duties import duties_of as duties_of
from .duties import file_kinds as file_kinds
from .duties import gaps_of as gaps_of
from .duties import reviewable as reviewable
from .leads import of_subject as of_subject
from .powers import competent as competent
from .powers import competent_at as competent_at
from .sources import cases_from as cases_from
from .sources import of_proceeding as of_proceeding
from .sources import undecided as undecided
