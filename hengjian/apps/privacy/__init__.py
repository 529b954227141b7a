"""Rights of a person in the personal data held about it: Personal Information Protection Law, arts. 44-50."""
