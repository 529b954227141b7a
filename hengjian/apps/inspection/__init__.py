"""Inspection 双随机、一公开: rosters, plans, provable draws, checks (State Council opinion 国发〔2019〕5号)."""
