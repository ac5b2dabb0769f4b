"""A first login, the web client and every scheduled job stay inside the house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from qlvb import addons, odoo_server

from .conftest import served

AUDIT = Path(__file__).parent / "audit"
INSIDE = {"127.0.0.1", "localhost", "::1", "0.0.0.0", "", "None"}
RUN_ALL_JOBS = """
for job in env["ir.cron"].search([("active", "=", True)]):
    try:
        job.method_direct_trigger()
        env.cr.commit()
    except Exception as error:
        env.cr.rollback()
        print("job", job.name, error)
print("jobs done")
"""


def audited(log):
    return {"PYTHONPATH": str(AUDIT), "QLVB_AUDIT_LOG": str(log)}


def outside(log):
    """The addresses in the log that are not this machine."""
    found = set()
    for line in log.read_text().splitlines():
        _event, _tab, host = line.partition("\t")
        if host not in INSIDE and not host.startswith("/"):
            found.add(line)
    return found


def test_the_audit_sees_a_call(tmp_path):
    """Otherwise its silence would prove nothing."""
    log = tmp_path / "audit.log"
    program = (
        "import socket, contextlib, requests\n"
        "with contextlib.suppress(OSError):\n"
        "    socket.create_connection(('192.0.2.1', 9), timeout=0.05)\n"
        "with contextlib.suppress(OSError):\n"
        "    requests.post('http://services.invalid/ping', timeout=0.05)\n"
    )
    given = odoo_server.merged(os.environ, audited(log))
    subprocess.run([sys.executable, "-c", program], check=True, env=given)
    assert {"socket.connect\t192.0.2.1", "socket.getaddrinfo\tservices.invalid"} <= (
        outside(log)
    )


def visit(url):
    """Log in and open the web client; every address the browser asked for."""
    asked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"],  # it cannot be had in a container
        )
        page = browser.new_page(locale="vi-VN")
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{url}/web/login")
        page.fill("input[name=login]", "admin")
        page.fill("input[name=password]", "admin")
        page.click("button[type=submit]")
        page.wait_for_selector(".o_main_navbar", timeout=60_000)
        page.wait_for_timeout(3000)  # what it fetches when it has nothing to do
        browser.close()
    return asked


def test_a_first_login_opens_no_outside_connection(setup, postgres, database, tmp_path):
    log = tmp_path / "audit.log"
    with served(setup, postgres, database, audited(log), tmp_path / "odoo.log") as url:
        asked = visit(url)
    assert len(asked) > 5
    foreign = [
        address
        for address in asked
        if not address.startswith((url, "data:", "blob:", "about:"))
    ]
    assert foreign == []
    assert log.exists() and outside(log) == set()


def test_the_scheduled_jobs_open_no_outside_connection(
    setup, postgres, database, tmp_path
):
    log = tmp_path / "audit.log"
    odoo = odoo_server.Odoo(setup, postgres, database, "test")
    done = subprocess.run(
        [str(w) for w in odoo.command("shell", "-c", odoo.conf, "--no-http")],
        input=RUN_ALL_JOBS,
        capture_output=True,
        text=True,
        env=odoo_server.merged(odoo.environment, audited(log)),
    )
    assert "jobs done" in done.stdout, done.stderr
    assert not log.exists() or outside(log) == set()


@pytest.mark.parametrize("name", sorted(addons.KEPT_OUT))
def test_the_addons_that_phone_outside_are_not_installed(postgres, database, name):
    query = "SELECT state FROM ir_module_module WHERE name = %s"
    for (state,) in postgres.sql(query, database, name):
        assert state in ("uninstalled", "uninstallable")


def test_the_weekly_message_to_the_publisher_is_off(postgres, database):
    query = """
        SELECT cron.active FROM ir_cron cron JOIN ir_model_data data
        ON data.res_id = cron.id AND data.model = 'ir.cron'
        WHERE data.name = 'ir_cron_module_update_notification'
    """
    assert postgres.sql(query, database) in ([], [[False]])
