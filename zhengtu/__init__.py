"""zhengtu 政图: from government work reports (政府工作报告) to a knowledge graph.

Importing this package loads none of the heavy libraries; each command and each
module below imports what it needs.
"""

__version__ = "0.1.0"
