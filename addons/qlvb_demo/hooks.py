# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import time

from .build import documents, keys, people

_logger = logging.getLogger(__name__)


def post_init_hook(env):
    """Build the demo locality: agencies, people, keys, books and some documents."""
    start = time.monotonic()
    quiet = {"lang": "vi_VN", "tracking_disable": True, "no_reset_password": True}
    env = env(context={**env.context, **quiet})
    people.build(env)
    keys.build(env)
    documents.build(env)
    _logger.info("The demo locality was built in %.1f s", time.monotonic() - start)
