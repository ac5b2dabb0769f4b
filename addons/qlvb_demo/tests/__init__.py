from . import test_content
from . import test_locality
from . import test_tours
from . import test_keyboard
from . import test_approval_tours
from . import test_outgoing_tours
