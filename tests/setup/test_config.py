"""The server's configuration is safe where people rely on it."""

import configparser
from types import SimpleNamespace

import pytest

from qlvb import config


@pytest.fixture
def server(home):
    return SimpleNamespace(data=home / "data", host="/run/pg", user="odoo")


@pytest.fixture
def odoo(tmp_path):
    addon = tmp_path / "source/odoo/addons/base"
    addon.mkdir(parents=True)
    (addon / "__manifest__.py").touch()
    return tmp_path / "source"


def options(server, odoo, mode, **more):
    return config.options(server, "qlvb", odoo, mode, **more)


def test_the_shipped_configuration_is_hardened(root):
    parser = configparser.RawConfigParser()
    parser.read(root / "odoo.conf")
    shipped = parser["options"]
    assert shipped["list_db"] == "False"
    assert shipped["proxy_mode"] == "True"
    assert shipped["http_interface"] == "127.0.0.1"
    assert shipped["without_demo"] == "True"
    assert shipped["unaccent"] == "True"
    assert shipped["server_wide_modules"] == "base,rpc,web"
    assert int(shipped["limit_time_real"]) <= 300
    assert int(shipped["limit_memory_hard"]) > int(shipped["limit_memory_soft"]) > 0
    assert int(shipped["limit_request"]) > 0
    # The default sends a message to the publisher of Odoo every week.
    assert "odoo.com" not in shipped["publisher_warranty_url"]


@pytest.mark.parametrize("secret", ["db_password", "admin_passwd"])
def test_nothing_secret_is_shipped(root, secret):
    parser = configparser.RawConfigParser()
    for name in "odoo.conf", "deploy/odoo.conf":
        parser.read(root / name)
        assert secret not in parser["options"]


def test_a_real_server_has_a_worker_per_core(server, odoo, monkeypatch):
    monkeypatch.setattr(config.os, "cpu_count", lambda: 6)
    found = options(server, odoo, "serve")
    assert found["workers"] == "6" and found["proxy_mode"] == "True"


def test_a_site_adds_its_own(server, odoo, tmp_path, monkeypatch):
    site = tmp_path / "site.conf"
    site.write_text("[options]\nworkers = 9\nlogfile = /var/log/x\n")
    monkeypatch.setenv("QLVB_SITE_CONF", str(site))
    found = options(server, odoo, "serve")
    assert found["workers"] == "9" and found["logfile"] == "/var/log/x"
    assert "logfile" not in options(server, odoo, "develop")
    monkeypatch.setenv("QLVB_SITE_CONF", str(tmp_path / "none.conf"))
    with pytest.raises(SystemExit, match="cannot be read"):
        options(server, odoo, "serve")


@pytest.mark.parametrize("mode", ["serve", "develop", "test"])
def test_every_mode_serves_one_hidden_database(server, odoo, mode):
    found = options(server, odoo, mode, http_port=8070)
    assert found["list_db"] == "False"
    assert found["dbfilter"] == "^qlvb$" and found["db_name"] == "qlvb"
    assert found["http_interface"] == "127.0.0.1"
    assert found["http_port"] == "8070"
    assert found["data_dir"] == str(server.data)
    assert len(found["admin_passwd"]) > 30
    assert "db_host" in found and "db_password" not in found


def test_the_written_file_is_for_its_owner_only(server, odoo, home):
    path = config.write(server, "qlvb", odoo, "develop")
    assert path.stat().st_mode & 0o077 == 0
    parser = configparser.RawConfigParser()
    parser.read(path)
    assert parser["options"]["addons_path"].endswith("source/odoo/addons")
