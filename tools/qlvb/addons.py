"""Our addons: their manifests, their order, their content."""

import ast
import os

from .base import ROOT, die, tree_digest

FOLDER = ROOT / "addons"
# What these would send outside, and that nothing here needs.
KEPT_OUT = {
    "iap",
    "iap_crm",
    "iap_mail",
    "partner_autocomplete",
    "sms",
    "snailmail",
    "web_unsplash",
    "google_account",
    "google_gmail",
    "google_calendar",
    "microsoft_account",
    "microsoft_outlook",
    "microsoft_calendar",
}


def manifests(folder=FOLDER):
    found = {}
    for path in sorted(folder.glob("*/__manifest__.py")):
        try:
            found[path.parent.name] = ast.literal_eval(path.read_text())
        except (SyntaxError, ValueError) as error:
            die(f"{path}: not a manifest ({error})")
    if os.environ.get("QLVB_DEMO") == "0":
        found.pop("qlvb_demo", None)
    return {n: m for n, m in found.items() if m.get("installable", True)}


def foreign_dependencies(own):
    """What our addons need of Odoo and OCA."""
    named = {name for manifest in own.values() for name in manifest.get("depends", [])}
    absent = sorted(n for n in named - set(own) if n.startswith("qlvb_"))
    if absent:
        die(f"an addon depends on {', '.join(absent)}, absent from {FOLDER}")
    return sorted(named - set(own) | {"base", "web"})


def digests(own):
    """The content of each addon: what changed is what must be updated."""
    return {name: tree_digest(FOLDER / name) for name in own}
