"""The leader's screen: every number opens to its definition and to the rows behind it. 驾驶舱"""
