"""The launcher behind ``./qlvb``: nothing but the standard library.

It fetches what is missing (Odoo, Python packages, PostgreSQL) into one state
directory and starts the pieces. Each module knows one of them; ``cli`` has the
verbs.
"""
