"""Statutory prints (NĐ 30/2020 PL IV and V) from plain rows."""

from .arrival import arrival_lines, arrival_strip, draw_arrival_stamp
from .copies import COPY_WORDS, FORM_MM, CopyForm, copy_form, copy_notation
from .mark import mark_strip, print_mark
from .register_rows import (
    CopyRow,
    DeliveryRow,
    FindingRow,
    IncomingRow,
    ListRow,
    OutgoingRow,
    RegisterHead,
    TrackingRow,
)
from .registers import (
    BOOKS,
    incoming_register,
    outgoing_register,
    print_book,
    tracking_register,
)
from .replies import DebtRow, DebtSummary
from .slips import (
    HandlingSlip,
    Opinion,
    SubmissionSlip,
    handling_slip,
    submission_slip,
)
from .workfile import ContentsRow, WorkFileHead, contents_list
from .word import handling_slip_word
