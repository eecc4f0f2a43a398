"""The errors that zhengtu raises on purpose; each message says what, where and what to do."""


class ZhengtuError(Exception):
    """Anything that zhengtu reports to its user as one line."""


class ReadError(ZhengtuError):
    """A report cannot be read: missing, empty, binary, not Chinese, damaged."""


class RuleError(ZhengtuError):
    """A rule file is wrong: unknown key, duplicate, term that the ontology lacks."""


class StoreError(ZhengtuError):
    """A store cannot be opened, read or written."""


class QueryError(ZhengtuError):
    """A query is wrong, forbidden or ran past its limits."""


class UnknownNameError(ZhengtuError):
    """A name that the store does not know; the message suggests the nearest ones."""


class AmbiguousNameError(ZhengtuError):
    """A name that fits several entities; the message lists them."""
