"""The data centre: what data there are, how they come in and who may use them for what. 大数据中心"""
