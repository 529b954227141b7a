"""What other rooms may ask of leads."""

from .leads import of_subject as of_subject
