"""Credit 信用监管: what is known about a subject, its risk class, and whom to visit first (国市监信发〔2022〕6号)."""
