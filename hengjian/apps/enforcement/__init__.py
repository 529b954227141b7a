"""Enforcement: for now leads and what becomes of them (市场监督管理行政处罚程序规定); cases follow."""
