"""Stories that the product tells of itself: performed by the declared acts in an installation of their own, and checked."""
