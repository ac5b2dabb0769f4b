import {Many2One} from "@web/views/fields/many2one/many2one";
import {
    Many2OneField,
    buildM2OFieldDescription,
} from "@web/views/fields/many2one/many2one_field";

import {Many2XAutocomplete} from "@web/views/fields/relational_utils";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const plain = (text) => text.trim().toLocaleLowerCase();

class IssuerAutocomplete extends Many2XAutocomplete {
    addCreateSuggestion({records, request}) {
        const known = (records || []).some(
            ({display_name}) => plain(display_name) === plain(request)
        );
        return !known && super.addCreateSuggestion(...arguments);
    }

    buildCreateSuggestion(request) {
        const label = _t("“%s” (not in the list)", request);
        return {...super.buildCreateSuggestion(request), label};
    }
}

class IssuerMany2One extends Many2One {
    static components = {...Many2One.components, Many2XAutocomplete: IssuerAutocomplete};
}

/**
 * The issuing body: chosen from the list, or taken as typed into ``issuer_name``.
 * Nobody types a name twice because it is not in the list.
 */
export class QlvbIssuerField extends Many2OneField {
    static components = {Many2One: IssuerMany2One};

    get m2oProps() {
        const props = super.m2oProps;
        return {
            ...props,
            canQuickCreate: true,
            update: (value, options) => {
                if (!value || value.id) {
                    return props.update(value, options);
                }
                const typed = {issuer_id: false, issuer_name: value.display_name};
                return this.props.record.update(typed, options);
            },
        };
    }
}

registry.category("fields").add("qlvb_issuer", {
    ...buildM2OFieldDescription(QlvbIssuerField),
});
