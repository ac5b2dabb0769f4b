/** What keeps a form from being saved is named, not only that something does. */
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";
import {Record} from "@web/model/relational_model/record";

patch(Record.prototype, {
    _displayInvalidFieldNotification() {
        const names = [...this._invalidFields].map((name) => this.fields[name].string);
        if (!names.length) {
            return super._displayInvalidFieldNotification();
        }
        const words = _t("Fill in, or correct: %s.", names.join(", "));
        return this.model.notification.add(words, {type: "danger"});
    },
});
