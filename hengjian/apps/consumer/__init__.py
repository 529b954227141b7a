"""Consumer protection 12315: complaints, reports, enquiries and what many of them tell (SAMR Orders 20 and 121)."""
