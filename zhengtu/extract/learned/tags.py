"""The tags that tell where a name stands, one for each character and layer.

Those of Ramshaw and Marcus (1995) with own ones for ends and single characters.
"""

from __future__ import annotations

OUTSIDE, BEGIN, INSIDE, END, SINGLE = TAGS = range(5)
