# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Looks into a file that nobody trusts yet; run as a process of its own.

Plain Python without Odoo: ``__main__`` limits its own memory and time before it
touches a byte, so that a hostile file ends this process and nothing else.
"""
