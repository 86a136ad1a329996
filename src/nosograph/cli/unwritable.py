"""Whether a command has failed because nothing more could be written.

Rule. A full or a read-only disk is told in a sentence, whichever library met it first.
"""

import errno
import os
import re

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)

_SAID = {
    re.compile("no space left on device|disk is full", re.I): errno.ENOSPC,
    re.compile("disk quota exceeded", re.I): errno.EDQUOT,
    re.compile("file too large|requested and \\d+ written", re.I): errno.EFBIG,
    re.compile("disk i/o error", re.I): errno.EIO,
    re.compile("read-only file ?system|readonly database", re.I): errno.EROFS,
}
"""How libraries word it that raise errors of their own: SQLite, NumPy, DuckDB, the search engine."""


def unwritable(error: BaseException) -> str:
    """Why nothing could be written, in the system's words; empty for a failure of another kind."""
    each: BaseException | None = error
    while each is not None:
        if isinstance(each, OSError) and each.errno in FULL:
            return os.strerror(each.errno or 0)
        for said, code in _SAID.items():
            if said.search(str(each)):
                return os.strerror(code)
        each = each.__cause__ or each.__context__
    return ""
