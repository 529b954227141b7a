"""Learning from past findings whom to visit first, without learning who was sent.

A finding depends on the subject and on the inspector: strict inspectors find more. A model trained on past findings
inherits where strict inspectors were sent. So the inspector is a *nuisance*: the model sees it while it learns, and the
score that chooses whom to visit is the average over all inspectors, as if each had gone.
"""
