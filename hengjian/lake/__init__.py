"""The data centre engine 数据中心: what rooms offer, exported to Parquet, catalogued, checked, and computed on any engine."""
