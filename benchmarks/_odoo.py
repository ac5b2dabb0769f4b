"""Odoo in this process, on the database of the server that is measured."""

import importlib
import os

from odoo.modules.module import initialize_sys_path
from odoo.tools import config

config.parse_config(
    [
        *("-c", os.environ["QLVB_CONF"], "-d", os.environ["QLVB_DB"]),
        *("--workers=0", "--max-cron-threads=0", "--log-level=error"),
    ]
)
initialize_sys_path()
# Only now are our addons found.
_orm = importlib.import_module("odoo.addons.qlvb_document.orm")
TOKEN_KINDS, token = _orm.TOKEN_KINDS, _orm.token
