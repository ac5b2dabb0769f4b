from . import test_assignments
from . import test_deadlines
from . import test_file_gate
from . import test_instructing
from . import test_numbers
from . import test_registering
from . import test_secrets
from . import test_walk
