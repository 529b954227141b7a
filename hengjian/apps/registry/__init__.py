"""Registration of market entities 主体登记 (Regulation on the Administration of the Registration of Market Entities)."""
