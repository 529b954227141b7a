"""What workers of the room do."""

from .ingestion import ingest as ingest
from .ingestion import link_on as link_on
from .reminding import remind as remind
from .reporting import send_reports as send_reports
from .sharing import catch_up as catch_up
from .sharing import measure_models as measure_models
from .sharing import measure_quality as measure_quality
from .sharing import publish_open_data as publish_open_data
from .sharing import run_out_shares as run_out_shares
from .sharing import sweep_shared as sweep_shared
