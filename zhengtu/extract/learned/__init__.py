"""What was learnt from annotated texts: where names stand, and which of them count.

Rules propose; readers of ``labels`` (a random ``field`` and convolutional ``network``s) say how likely each stretch of
characters is a name; a ``judge`` weighs each of the ``candidates``; ``names`` keeps the likeliest that do not
overlap. All see what the rules say and have learnt how far to trust them.
"""
