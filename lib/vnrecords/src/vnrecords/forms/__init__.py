"""Statutory prints (NĐ 30/2020 PL IV and V) from plain rows."""

from .arrival import arrival_lines, draw_arrival_stamp
from .registers import (
    IncomingRow,
    OutgoingRow,
    RegisterHead,
    TrackingRow,
    incoming_register,
    outgoing_register,
    tracking_register,
)
from .slips import (
    HandlingSlip,
    Opinion,
    SubmissionSlip,
    handling_slip,
    submission_slip,
)
from .workfile import ContentsRow, WorkFileHead, contents_list
