# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError

# A context key can be sent over RPC, this object cannot.
_DOOR = object()


class QlvbStateMixin(models.AbstractModel):
    """A ``state`` that moves only along ``_transitions``, and only when nothing blocks.

    Every check of a transition is one ``_blockers_<state>`` method that returns all
    the reasons at once, so that a user repairs a record in one go. Fields declared
    read-only, and those named in ``_guarded_fields``, belong to the system: nobody
    writes them directly.
    """

    _name = "qlvb.state.mixin"
    _description = "Guarded State"

    _transitions = {}  # from state: states it may move to
    _guarded_fields = frozenset()  # besides the state

    @api.model_create_multi
    def create(self, vals_list):
        # Said explicitly: a left-out state could be filled from default_state in the
        # context, which a caller can send over RPC.
        initial = self._fields["state"].default(self)
        if not self._door_is_open():
            for vals in vals_list:
                self._check_guarded(vals)
            self = self._without_guarded_defaults()
        return super().create([{**vals, "state": initial} for vals in vals_list])

    def write(self, vals):
        if not self._door_is_open():
            if "state" in vals:
                raise UserError(self.env._("The state is changed by the buttons only."))
            self._check_guarded(vals)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """Nothing is worked out from guarded fields that the caller made up."""
        kept = {name: values[name] for name in values if not self._is_guarded(name)}
        changed = [name for name in field_names if not self._is_guarded(name)]
        if field_names and not changed:
            return {}
        record = self._without_guarded_defaults()
        return super(QlvbStateMixin, record).onchange(kept, changed, fields_spec)

    def _door_is_open(self):
        return self.env.context.get("qlvb_door") is _DOOR

    def _through_door(self):
        """Return the same records, allowed to write what the system keeps itself."""
        return self.with_context(qlvb_door=_DOOR)

    @api.model
    def _check_guarded(self, vals):
        guarded = sorted(name for name in vals if self._is_guarded(name))
        if guarded:
            labels = [
                self._fields[name]._description_string(self.env) for name in guarded
            ]
            raise UserError(
                self.env._(
                    "%s is kept by the system and cannot be written.", ", ".join(labels)
                )
            )

    @api.model
    def _is_guarded(self, name):
        field = self._fields.get(name)
        if not field or name == "state":
            return False
        ours = any(module.startswith("qlvb_") for module in field._modules)
        return name in self._guarded_fields or (ours and field.readonly)

    @api.model
    def _without_guarded_defaults(self):
        """Drop from the context what would fill guarded fields: RPC can send it."""
        kept = {
            key: value
            for key, value in self.env.context.items()
            if not (key.startswith("default_") and self._is_guarded(key[8:]))
        }
        return self.with_env(self.env(context=kept))

    def _get_blockers(self, state):
        """Return why this record cannot move to ``state``, as translated sentences."""
        self.ensure_one()
        if state not in self._transitions.get(self.state, ()):
            label = dict(self._fields["state"]._description_selection(self.env))
            return [
                self.env._(
                    "“%(name)s” is in the state “%(old)s” and cannot become “%(new)s”.",
                    name=self.display_name,
                    old=label[self.state],
                    new=label[state],
                )
            ]
        check = getattr(self, f"_blockers_{state}", None)
        return check() if check else []

    def _check_blockers(self, state):
        """Raise with every reason why a record of these cannot become ``state``."""
        blockers = [reason for record in self for reason in record._get_blockers(state)]
        if blockers:
            raise UserError("\n".join(blockers))

    def _set_state(self, state, **values):
        """Move to ``state``, or raise with every reason why not."""
        self._check_blockers(state)
        self._through_door().write({"state": state, **values})
