import {registry} from "@web/core/registry";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component} from "@odoo/owl";

const COLORS = {
    "00": "text-bg-light",
    "001": "text-bg-light",
    "02": "text-bg-danger",
    "06": "text-bg-success",
    13: "text-bg-warning",
    15: "text-bg-secondary",
    16: "text-bg-danger",
};

/** The statuses of one recipient in their order: code, words, time, by whom, why. */
export class QlvbTimeline extends Component {
    static template = "qlvb_document.Timeline";
    static props = {...standardFieldProps};

    get steps() {
        const steps = this.props.record.data[this.props.name] || [];
        return steps.map((step, index) => {
            const at = deserializeDateTime(step.at);
            const moment = formatDateTime(at, {showSeconds: false});
            return {
                ...step,
                key: index,
                // What waits and what left have no code in the official list.
                isOfficial: !step.code.startsWith("00"),
                day: at.toFormat("dd/MM HH:mm"),
                color: COLORS[step.code] || "text-bg-info",
                title: [moment, step.by, step.reason].filter(Boolean).join(" · "),
            };
        });
    }
}

registry.category("fields").add("qlvb_timeline", {
    component: QlvbTimeline,
    supportedTypes: ["json"],
});
