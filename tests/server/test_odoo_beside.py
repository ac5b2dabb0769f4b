"""Odoo's own tests of what our pinned libraries also serve stay green beside us."""

import re
import subprocess

import pytest

from qlvb import odoo_server

# PDF, certificates, the sanitizer of HTML, and the text that is read out of files.
TESTS = (
    "/base:TestPdf",
    "/base:TestSanitizer",
    "/base:TestHtmlTools",
    "/certificate:TestKeysCertificates",
    "/attachment_indexation:TestCaseIndexation",
)
MODULES = "certificate,attachment_indexation"


def speak_english(postgres, name):
    """Odoo's tests compare sentences, and our system user speaks Vietnamese."""
    query = "UPDATE res_partner p SET lang = 'en_US' FROM res_users u"
    postgres.sql(f"{query} WHERE u.partner_id = p.id AND u.id = 1", name)


@pytest.mark.slow
def test_the_tests_of_odoo_pass_with_our_pins_and_addons(setup, postgres, database):
    odoo = odoo_server.Odoo(setup, postgres, database, "develop")
    odoo.change_modules("-i", MODULES)
    speak_english(postgres, database)
    # Tests of the time of installation run only when nothing is installed.
    done = subprocess.run(
        odoo.server_command(
            *("--stop-after-init", "--no-http", "--workers=0", "--max-cron-threads=0"),
            *("--log-level=info", "--test-tags", ",".join(TESTS)),
        ),
        env=odoo.environment,
        cwd="/",
        capture_output=True,
        text=True,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-20_000:]
    for test in TESTS:
        name = test.partition(":")[2]
        assert re.search(rf"Starting {name}\.test_", said), f"{name} did not run"
    assert re.search(r" 0 failed, 0 error\(s\) of [1-9]\d* tests", said), said[-2_000:]
