"""Which Odoo is used: the given one, the installed one, the fetched one."""

import pytest

from qlvb import odoo_source


def source(folder, series="19.0"):
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo/release.py").write_text(f"series = {series!r}\n")
    return folder


def test_a_given_source_tree_is_used_as_it_is(tmp_path, monkeypatch):
    tree = source(tmp_path / "tree")
    monkeypatch.setenv("QLVB_ODOO", str(tree))
    assert odoo_source.locate() == tree


def test_a_given_unpacked_package_is_found_in_it(tmp_path, monkeypatch):
    inner = source(tmp_path / "deb/usr/lib/python3/dist-packages")
    monkeypatch.setenv("QLVB_ODOO", str(tmp_path / "deb"))
    assert odoo_source.locate() == inner


def test_another_series_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("QLVB_ODOO", str(source(tmp_path / "old", "18.0")))
    with pytest.raises(SystemExit, match="is 18.0, this project needs 19.0"):
        odoo_source.locate()


def test_a_wrong_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("QLVB_ODOO", str(tmp_path))
    with pytest.raises(SystemExit, match="no odoo/release.py there"):
        odoo_source.locate()


def test_the_tested_version_is_preferred_among_the_fetched(home, monkeypatch):
    monkeypatch.delenv("QLVB_ODOO", raising=False)
    assert odoo_source.fetched() is None
    tested = odoo_source.PACKAGES["odoo-19"][:12]
    for name in "newer", tested:
        (home / f"odoo-{name}").mkdir()
        (home / f"odoo-{name}/ok").touch()
    assert tested in str(odoo_source.fetched())


def test_a_half_unpacked_odoo_is_not_used(home, monkeypatch):
    monkeypatch.delenv("QLVB_ODOO", raising=False)
    (home / "odoo-half").mkdir()
    assert odoo_source.fetched() is None


def test_a_checkout_has_its_addons_in_two_places(tmp_path):
    for addon in "odoo/addons/base", "addons/web":
        (tmp_path / addon).mkdir(parents=True)
        (tmp_path / addon / "__manifest__.py").touch()
    assert odoo_source.addons_paths(tmp_path) == [
        str(tmp_path / "odoo/addons"),
        str(tmp_path / "addons"),
    ]
