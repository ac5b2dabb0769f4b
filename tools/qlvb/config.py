"""The server's configuration: the repository's odoo.conf with this machine's facts."""

import configparser
import os
import secrets

from .base import HOME, ROOT, die
from .odoo_source import addons_paths

VNRECORDS = ROOT / "lib/vnrecords/src"


def options(server, database, odoo, mode, **more):
    """`odoo.conf` of the repository, completed for this database.

    mode "serve" keeps it as it is, with a worker per core; "develop" answers
    one browser on this machine; "test" is one process that pytest starts.
    """
    parser = configparser.RawConfigParser()
    parser.read(ROOT / "odoo.conf")
    site = os.environ.get("QLVB_SITE_CONF") if mode == "serve" else None
    if site and not parser.read(site):
        die(f"QLVB_SITE_CONF={site} cannot be read")
    values = dict(parser["options"])
    values.update(
        addons_path=",".join([str(ROOT / "addons"), *addons_paths(odoo)]),
        data_dir=str(server.data),
        db_host=str(server.host),
        db_user=server.user,
        db_name=database,
        dbfilter=f"^{database}$",
        screenshots=str(HOME / "screenshots"),
    )
    if os.environ.get("PGPORT"):
        values["db_port"] = os.environ["PGPORT"]
    if mode == "serve":
        if values["workers"] == "0":
            values["workers"] = str(os.cpu_count() or 1)
    else:
        values.update(proxy_mode="False", workers="0", log_level="warn")
    if mode == "test":
        # A browser reserves more addresses than a worker may ever have.
        values.update(max_cron_threads="0", db_maxconn="64", limit_memory_hard="0")
    # Nobody needs to know it: with list_db off it opens nothing.
    values.setdefault("admin_passwd", secrets.token_urlsafe(32))
    values.update({name: str(value) for name, value in more.items()})
    return values


def write(server, database, odoo, mode, **more):
    """Write the file for this database; its path."""
    parser = configparser.RawConfigParser()
    parser["options"] = options(server, database, odoo, mode, **more)
    path = HOME / "conf" / f"{server.data.name}-{database}.conf"
    server.data.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        parser.write(handle)
    path.chmod(0o600)
    return path
