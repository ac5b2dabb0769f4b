import {formatDateTime, deserializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

import {Component, onWillStart, useState} from "@odoo/owl";

/** The start page: the lists that wait, with their counters, and the next work. */
export class QlvbDesk extends Component {
    static template = "qlvb_document.Desk";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.menu = useService("menu");
        this.service = useService("qlvb_worklist");
        this.worklists = useState(this.service.state);
        this.state = useState({lists: [], rows: [], words: ""});
        onWillStart(async () => {
            const [desk] = await Promise.all([
                this.orm.call("qlvb.worklist", "desk", []),
                this.service.refresh(),
            ]);
            Object.assign(this.state, desk);
        });
    }

    get today() {
        return luxon.DateTime.now().toLocaleString({
            weekday: "long",
            day: "numeric",
            month: "long",
            year: "numeric",
        });
    }

    /** The lists with their numbers; those in which something waits come first. */
    get cards() {
        return this.state.lists.map((list) => {
            const [rows, late] = this.worklists.counts[list.menu_id] || [0, 0];
            return {...list, rows, late, text: rows >= 1000 ? "999+" : rows};
        });
    }

    deadline(row) {
        return row.deadline
            ? formatDateTime(deserializeDateTime(row.deadline), {showSeconds: false})
            : "";
    }

    href(card) {
        const menu = this.menu.getMenu(card.menu_id);
        return `/odoo/${menu.actionPath || "action-" + menu.actionID}`;
    }

    openList(card) {
        this.menu.selectMenu(card.menu_id);
    }

    async openRow(row) {
        const isWork = row.model === "qlvb.assignment";
        const method = isWork ? "action_open_document" : "action_open";
        const action = await this.orm.call(row.model, method, [[row.id]]);
        await this.action.doAction(action);
    }

    async search() {
        const words = this.state.words.trim();
        if (words) {
            await this.action.doAction("qlvb_document.qlvb_document_search_action", {
                additionalContext: {search_default_search_everywhere: words, qlvb_search: words},
            });
        }
    }
}

registry.category("actions").add("qlvb_desk", QlvbDesk);
