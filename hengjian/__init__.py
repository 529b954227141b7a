"""Hengjian 衡鉴: an open-source market-supervision platform."""

__version__ = "0.1.0"
