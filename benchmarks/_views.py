"""What the web client asks for to show a view: read from the real view."""

from lxml import etree

NAME = {"fields": {"display_name": {}}}


def specification(env, model, kind, view=None):
    """Return the specification of `web_read` for the view ``kind`` of ``model``."""
    view_id = env.ref(view).id if view else False
    arch = env[model].get_view(view_id, kind)["arch"]
    return _columns(env[model], etree.fromstring(arch))


def _columns(records, node):
    found = {}
    for field in node.iter("field"):
        if _owner(field, node) is node and field.get("name") in records._fields:
            column = records._fields[field.get("name")]
            found[column.name] = _column(records, column, field)
    return found


def _owner(field, root):
    """Return the list or form in which a field stands."""
    for parent in field.iterancestors():
        if parent is root or parent.tag == "field":
            return parent
    return root


def _column(records, column, node):
    if column.type in ("one2many", "many2many"):
        lists = node.xpath("./list | ./kanban")
        rows = records.env[column.comodel_name]
        inner = _columns(rows, lists[0]) if lists else {"display_name": {}}
        return {"fields": inner, "limit": 40, "order": ""}
    return NAME if column.type == "many2one" else {}
