from . import main
from . import trail
