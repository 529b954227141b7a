"""The model that learns to class texts from an administrator's own labelled data: a program of its own, used by command.

It reads pieces of one to three characters, so it needs no list of words, and tells which pieces decided.
"""
