# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


# Add-ons that call outside hosts; a closed network has no use for them.
CALLING_HOME = ("mail.ir_cron_module_update_notification",)


def post_init_hook(env):
    """Keep the publisher's update check off: no call leaves the agency's network."""
    for xmlid in CALLING_HOME:
        cron = env.ref(xmlid, raise_if_not_found=False)
        if cron:
            cron.sudo().active = False
