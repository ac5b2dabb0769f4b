from . import main
from . import trail
from . import public
