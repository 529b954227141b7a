"""The room's pages, one module a subject, and what they offer in the navigation."""

navigation: list[object] = []
views: list[object] = []
