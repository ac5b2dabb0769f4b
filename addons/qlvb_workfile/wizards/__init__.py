from . import qlvb_assignment_open_workfile
from . import qlvb_workfile_reopen
