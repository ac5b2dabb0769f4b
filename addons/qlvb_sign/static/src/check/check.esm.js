/** @odoo-module **/

import {Component, useState} from "@odoo/owl";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const ICONS = {good: "fa-check-circle", bad: "fa-times-circle", note: "fa-info-circle"};
const COLOURS = {good: "text-success", bad: "text-danger", note: "text-warning"};
const BADGES = {
    valid: "text-bg-success",
    invalid: "text-bg-danger",
    outdated: "text-bg-warning",
    unproven: "text-bg-warning",
};

/** Checks the signatures of a file that is dropped on the page; nothing is kept. */
export class QlvbSignatureCheck extends Component {
    static template = "qlvb_sign.SignatureCheck";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.ICONS = ICONS;
        this.COLOURS = COLOURS;
        this.BADGES = BADGES;
        this.state = useState({over: false, busy: false, found: null});
        this.file = null;
    }

    onDrop(ev) {
        this.state.over = false;
        return this.check(ev.dataTransfer.files[0]);
    }

    onChange(ev) {
        return this.check(ev.target.files[0]);
    }

    async check(file) {
        if (!file || this.state.busy) {
            return;
        }
        this.state.busy = true;
        this.state.found = null;
        try {
            const url = await getDataURLFromFile(file);
            this.file = [file.name, url.split(",")[1] || ""];
            this.state.found = await this.orm.call(
                "qlvb.signature.check",
                "check",
                this.file
            );
        } finally {
            this.state.busy = false;
        }
    }

    async report() {
        const data = await this.orm.call(
            "qlvb.signature.check",
            "check_report",
            this.file
        );
        const link = document.createElement("a");
        link.href = `data:application/pdf;base64,${data}`;
        link.download = `${this.file[0].replace(/\.pdf$/i, "")}-kiem-tra.pdf`;
        link.click();
    }
}

registry.category("actions").add("qlvb_signature_check", QlvbSignatureCheck);
