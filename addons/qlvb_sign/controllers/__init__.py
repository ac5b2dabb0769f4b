from . import desktop
