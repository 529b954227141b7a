"""Plans with their targets and tasks, and what plans are made of: campaigns, assessments, programmes, commissions. 规划与统筹"""
