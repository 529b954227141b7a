"""Partners: police (seals), tax, social insurance, provident fund, banks, competent departments, the upper level.

All are reached through one exchange address (`HENGJIAN_EXCHANGE`), as cities do through their exchange front end
交换前置机. Both sides sign what they send. `mock` plays all partners for trying and for tests.
"""
