"""After installing: nothing phones outside, and the web assets are ready.

Run by the launcher in Odoo's shell, where `env` is given.
"""

import os

env = globals()["env"]

unwanted = env["ir.module.module"].search(
    [
        ("name", "in", os.environ["QLVB_ARGUMENTS"].split()),
        ("state", "=", "installed"),
    ]
)
if unwanted:
    raise SystemExit(
        "these addons call outside and must stay uninstalled, but something "
        f"depends on them: {', '.join(unwanted.mapped('name'))}"
    )

# The weekly message to the publisher of Odoo.
ping = env.ref("mail.ir_cron_module_update_notification", raise_if_not_found=False)
if ping:
    ping.active = False

env["ir.qweb"]._pregenerate_assets_bundles()
for kind in "css", "js":
    bundle = env["ir.qweb"]._get_asset_bundle(
        "web.assets_tests", css=kind == "css", js=kind == "js"
    )
    getattr(bundle, kind)()
env.cr.commit()
