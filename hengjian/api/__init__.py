"""Toolkit of the API: errors, sign-in, paging, and endpoints generated from the declarations."""
