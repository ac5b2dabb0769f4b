import {FormRenderer} from "@web/views/form/form_renderer";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

import {useEffect, useRef} from "@odoo/owl";

const WANTED = ".o_qlvb_wanted:not(.o_readonly_modifier)";

/** Puts the cursor where the clerk has to type next. */
export class QlvbDocumentRenderer extends FormRenderer {
    setup() {
        super.setup();
        const root = useRef("compiled_view_root");
        useEffect(
            (id, el) => {
                if (el && !this.uiService.isSmall && !this.env.inDialog) {
                    this.focusFirstEmpty(el);
                }
            },
            () => [this.props.record.resId, root.el]
        );
    }

    focusFirstEmpty(root) {
        for (const widget of root.querySelectorAll(WANTED)) {
            const input = widget.querySelector("input, textarea");
            if (input && !input.value) {
                input.focus();
                return;
            }
        }
    }
}

export const qlvbDocumentForm = {...formView, Renderer: QlvbDocumentRenderer};
registry.category("views").add("qlvb_document_form", qlvbDocumentForm);

/** Shows another record in the place of the present one, so that no trail piles up. */
async function openInstead(env, action) {
    const {action: next, ids} = action.params;
    const options = {stackPosition: "replaceCurrentAction"};
    if (ids.length) {
        options.props = {resIds: ids};
    }
    await env.services.action.doAction(next, options);
}
registry.category("actions").add("qlvb_open_instead", openInstead);
