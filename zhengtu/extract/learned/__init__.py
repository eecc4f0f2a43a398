"""What was learnt from annotated texts: where names stand, and which of them count.

Rules propose; two small models weigh. ``labels`` reads characters (a linear-chain conditional
random field), ``names`` judges each possible name (a logistic regression). Both see what the rules
say and have learnt how far to trust them.
"""
