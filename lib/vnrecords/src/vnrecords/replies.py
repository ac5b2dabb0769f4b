"""Whether an abstract says that the document answers another one (S38)."""

import re

from .text import clean

# "trả lời Công văn số 12/STT-VP", "phúc đáp văn bản của Sở", but not "trả lời cử tri".
_SAYS = re.compile(
    r"(?:trả lời|phúc đáp|phản hồi)\s+"
    r"(?:công văn|văn bản|công điện|tờ trình|báo cáo|phiếu chuyển|giấy mời)"
    r"(?:\s+số|\s+của|\s+\d|$)",
    re.IGNORECASE,
)


def says_reply(abstract):
    """Tell whether the abstract names a document that is answered.

    >>> says_reply("V/v trả lời Công văn số 12/STT-VP"), says_reply("Phúc đáp văn bản")
    (True, True)
    >>> says_reply("về việc trả lời cử tri"), says_reply("")
    (False, False)
    """
    return bool(_SAYS.search(" ".join(clean(abstract or "").split())))
