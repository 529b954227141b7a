"""What the data centre yields for supervision, one module a subject. Importing the package declares them."""

from . import sharing as sharing
