"""What workers of the room do."""

from .risk import nightly as nightly
from .risk import reclassify_one as reclassify_one
from .rounds import insurances as insurances
from .rounds import round_of_reports as round_of_reports
