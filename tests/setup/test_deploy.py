"""The files of a real server, by their own tools where there are any."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


def run(*command, **options):
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_compose_file_keeps_to_its_specification(root):
    run(
        BIN / "check-jsonschema",
        *("--builtin-schema", "vendor.compose-spec", root / "docker-compose.yml"),
    )


def test_a_wrong_compose_file_would_be_found(root, tmp_path):
    text = (root / "docker-compose.yml").read_text()
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(text.replace("image: postgres", "imagine: postgres"))
    with pytest.raises(AssertionError, match="imagine"):
        run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", wrong)


def test_compose_keeps_its_secret_in_a_file_and_its_ports_on_this_machine(root):
    text = (root / "docker-compose.yml").read_text()
    assert not re.search(r"PASSWORD:", text)
    assert "./secrets/pg_password" in text
    for port in re.findall(r"- (\S+:\d+:\d+)$", text, re.MULTILINE):
        assert port.startswith("127.0.0.1:")
    assert text.count("healthcheck:") == text.count("restart:") == 2
    assert "/secrets/" in (root / ".gitignore").read_text()


def test_the_image_is_built_without_a_complaint(root):
    assert run(BIN / "hadolint", root / "docker/Dockerfile") == ""


def test_the_image_runs_the_same_launcher(root):
    text = (root / "docker/Dockerfile").read_text()
    assert "FROM odoo:19.0" in text
    assert 'ENTRYPOINT ["/opt/qlvb/qlvb"]' in text and 'CMD ["run"]' in text
    last_user = re.findall(r"^USER (\S+)", text, re.MULTILINE)[-1]
    assert last_user == "odoo"


def sections(path):
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str
    parser.read(path)
    return parser


def test_the_service_is_locked_up(root):
    service = sections(root / "deploy/qlvb.service")["Service"]
    assert service["User"] == "odoo" and service["NoNewPrivileges"] == "true"
    assert service["ProtectSystem"] == "strict"
    assert "@resources" not in service["SystemCallFilter"]  # Odoo sets limits


def test_systemd_understands_the_service(root, tmp_path):
    if not shutil.which("systemd-analyze"):
        return  # read as a plain file above
    text = (root / "deploy/qlvb.service").read_text()
    unit = tmp_path / "qlvb.service"
    unit.write_text(text.replace("/opt/qlvb/qlvb run", "/bin/true"))
    assert run("systemd-analyze", "verify", "--man=no", unit) == ""


def test_nginx_serves_what_it_should_and_no_more(root):
    text = (root / "deploy/nginx.conf").read_text()
    bare = re.sub(r"#.*|'[^']*'|\"[^\"]*\"", "", text)
    assert bare.count("{") == bare.count("}")
    for statement in bare.split("\n"):
        assert re.search(r"^\s*$|[{};]\s*$|^log_format|^\s*$", statement), statement
    for denied in "^/web/database/", "^/(xmlrpc|jsonrpc)(/|$)":
        assert re.search(re.escape(denied) + r" \{ deny all; \}", text)
        assert not re.match(denied, "/json/2/qlvb.document/search_read")
    assert "proxy_set_header X-Forwarded-Host" in text
    assert "http://qlvb_bus" in text and "limit_req zone=qlvb_login" in text


def test_fail2ban_finds_the_line_that_odoo_writes(root):
    rules = configparser.RawConfigParser()
    rules.read(root / "deploy/fail2ban-filter.conf")
    pattern = rules["Definition"]["failregex"].replace("<HOST>", r"(?P<host>\S+)")
    line = (
        " 812 INFO qlvb odoo.addons.base.models.res_users: "
        "Login failed for login:admin from 10.1.2.3"
    )
    assert re.match(pattern, line)["host"] == "10.1.2.3"
    jail = configparser.RawConfigParser()
    jail.read(root / "deploy/fail2ban-jail.conf")
    site = configparser.RawConfigParser()
    site.read(root / "deploy/odoo.conf")
    assert jail["qlvb"]["logpath"] == site["options"]["logfile"]


def test_logs_are_rotated_where_they_are_written(root):
    text = (root / "deploy/logrotate").read_text()
    assert text.count("{") == text.count("}") == 1
    assert "/var/log/qlvb/*.log {" in text and "copytruncate" in text


def test_ci_runs_both_checks_and_keeps_their_failures(root, tmp_path):
    """Both are run, and one failure is enough."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(root / ".ci/run", tmp_path / ".ci/run")
    launcher = tmp_path / "qlvb"
    launcher.write_text('#!/bin/sh\necho "ran $1"\n[ "$1" = "$WORKS" ]\n')
    launcher.chmod(0o755)
    for works, code in (("lint", 1), ("test", 1)):
        done = subprocess.run(
            [tmp_path / ".ci/run"],
            capture_output=True,
            text=True,
            env={"PATH": "/usr/bin:/bin", "WORKS": works},
        )
        assert done.returncode == code
        assert "ran lint" in done.stdout and "ran test" in done.stdout
