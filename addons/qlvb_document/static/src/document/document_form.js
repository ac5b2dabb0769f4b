import {FormController} from "@web/views/form/form_controller";
import {FormRenderer} from "@web/views/form/form_renderer";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";
import {titleOf} from "../upload/upload_field";
import {useBus} from "@web/core/utils/hooks";

import {useEffect, useRef} from "@odoo/owl";

const OPEN_INSTEAD = "QLVB:OPEN-INSTEAD";
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
        const inputs = [...root.querySelectorAll(WANTED)]
            .map((widget) => widget.querySelector("input, textarea"))
            .filter(Boolean);
        const first = inputs[0];
        if (first && this.isNameOfFile(first.value)) {
            first.focus();
            first.select();
            return;
        }
        const next = inputs.find((input) => !input.value) || first;
        next?.focus();
    }

    /** Tell whether the abstract is only what the name of the file proposed. */
    isNameOfFile(title) {
        const files = this.props.record.data.file_ids?.records || [];
        return Boolean(title) && files.some(({data}) => titleOf(data.name || "") === title);
    }
}

/** Goes on with another document in the same place, as the pager does. */
export class QlvbDocumentController extends FormController {
    setup() {
        super.setup();
        useBus(this.env.bus, OPEN_INSTEAD, ({detail}) => {
            if (!this.env.inDialog) {
                detail.loaded = this.model.load({
                    resId: detail.action.res_id,
                    resIds: detail.ids,
                    context: {...this.model.config.context, ...detail.action.context},
                });
            }
        });
    }
}

export const qlvbDocumentForm = {
    ...formView,
    Controller: QlvbDocumentController,
    Renderer: QlvbDocumentRenderer,
};
registry.category("views").add("qlvb_document_form", qlvbDocumentForm);

/** Shows another document in the open form, so that no trail of them piles up. */
async function openInstead(env, {params}) {
    const detail = {...params, loaded: null};
    env.bus.trigger(OPEN_INSTEAD, detail);
    if (detail.loaded) {
        await detail.loaded;
        // A dialog in which the step was done must not stand over the next one.
        await env.services.action.doAction({type: "ir.actions.act_window_close"});
    } else {
        await env.services.action.doAction(params.action);
    }
    if (params.notice) {
        env.services.notification.add(params.notice, {type: "success"});
    }
}
registry.category("actions").add("qlvb_open_instead", openInstead);
