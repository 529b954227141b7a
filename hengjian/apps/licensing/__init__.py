"""许可: permits by the national list of business permits, with its four reform modes 证照分离.

Administrative Licensing Law; State Council Notice on Separating Permits from Licences (国发〔2021〕7号); Guiding Opinions on
Informed Commitment (国办发〔2020〕42号); Food Production and Food Operation Permit Measures; Industrial Permit Regulation.
"""
