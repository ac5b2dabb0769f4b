import {Dialog} from "@web/core/dialog/dialog";
import {registry} from "@web/core/registry";

import {Component} from "@odoo/owl";

/**
 * Says of each record of a batch whether it worked, the refused ones first; a row that
 * made something opens it.
 */
export class QlvbResults extends Component {
    static template = "qlvb_document.Results";
    static components = {Dialog};
    static props = {
        title: String,
        results: Array,
        open: {type: Function, optional: true},
        close: Function,
    };

    open(action) {
        this.props.open(action);
        this.props.close();
    }

    get rows() {
        return [...this.props.results].sort((a, b) => a.ok - b.ok);
    }

    get refused() {
        return this.props.results.filter((row) => !row.ok).length;
    }

    get done() {
        return this.props.results.length - this.refused;
    }
}

async function showResults(env, {params}) {
    let next = {type: "ir.actions.client", tag: "soft_reload"};
    const open = (action) => {
        next = action;
    };
    await new Promise((onClose) =>
        env.services.dialog.add(QlvbResults, {...params, open}, {onClose})
    );
    return next;
}
registry.category("actions").add("qlvb_results", showResults);
