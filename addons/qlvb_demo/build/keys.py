# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keys of the demo: made here, once, so that no private key is ever shipped."""

import base64

from odoo.addons.qlvb_sign.lib import pki

from .. import locality
from ..content import images
from .people import user_of


def build(env):
    """Give each leader a key and each agency a seal, from one root that is trusted."""
    root = pki.new_authority("QLVB Demo Root (không dùng cho văn bản thật)")
    anchor = env["qlvb.trust.anchor"].create(
        {
            "domain": "test",
            "certificate": base64.b64encode(root.certificate),
            "fingerprint": env["qlvb.document"]._sha256(root.certificate),
            "source": "Made when the demo was installed",
        }
    )
    anchor._confirm()  # both administrators of the demo are this program
    keys = env["qlvb.sign.key"]
    for login in locality.SIGNERS:
        user = user_of(env, login)
        identity = root.issue(user.name, organisation=user.company_id.name)
        picture = images.signature_png(user.name)
        keys._install(user, identity.pkcs12(locality.PIN), locality.PIN, picture)
    for table, agency in zip(locality.AGENCIES, agencies(env), strict=True):
        identity = root.issue(table.full_name, organisation=table.full_name)
        picture = images.seal_png(table.seal)
        keys._install(agency, identity.pkcs12(locality.PIN), locality.PIN, picture)


def agencies(env):
    return (env.ref("base.main_company"), env.ref("qlvb_demo.company_commune"))
