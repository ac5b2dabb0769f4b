from . import qlvb_wizard_mixin
from . import qlvb_document_instruct
from . import qlvb_document_return
from . import qlvb_assignment_give
from . import qlvb_assignment_complete
from . import qlvb_submission_return
