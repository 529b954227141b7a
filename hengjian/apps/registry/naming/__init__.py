"""The enterprise name engine: taking names apart, what the rules forbid, what is the same or similar, and why. Pure.

Regulation on the Administration of Enterprise Name Registration (State Council Order 734); rules for comparing names as same
or similar (工商企注字〔2017〕133号). Words and groups are data: `law/catalogues/name_lexicon.yaml`, `name_words.yaml`.
"""
