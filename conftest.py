"""What holds for every test: nothing is skipped, slow ones are asked for."""

import os

import pytest


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_configure(config):
    if os.environ.get("PYTEST_XDIST_WORKER") and config.pluginmanager.has_plugin(
        "odoo"
    ):
        keep_shared_filestore()


def keep_shared_filestore():
    """Workers share one file store; collecting the garbage of one would delete
    what another has not committed yet."""
    from odoo.tests import TransactionCase

    TransactionCase._gc_filestore = classmethod(lambda cls: None)


@pytest.fixture(scope="session", autouse=True)
def world():
    """A database that serves this run alone gets the world of the tests once."""
    if not os.environ.get("QLVB_KEEP_WORLD"):
        return
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry

    from odoo.addons.base.tests.common import BaseCommon
    from odoo.addons.qlvb_document.tests.common import keep_world

    with Registry(os.environ["QLVB_DB"]).cursor() as cr:
        keep_world(api.Environment(cr, SUPERUSER_ID, BaseCommon.default_env_context()))


def pytest_collection_modifyitems(config, items):
    if config.getoption("--slow"):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def forbid_skip(report):
    """A skipped test proves nothing and hides that it does not."""
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as failed here: {report.longrepr}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    report = yield
    forbid_skip(report)
    return report
