import {NavBar} from "@web/webclient/navbar/navbar";
import {patch} from "@web/core/utils/patch";
import {useService} from "@web/core/utils/hooks";
import {useEffect, useState} from "@odoo/owl";

patch(NavBar.prototype, {
    setup() {
        super.setup();
        this.qlvbWorklists = useState(useService("qlvb_worklist").state);
        // A counter takes room: the menus that no longer fit go under "more".
        useEffect(
            () => {
                this.adapt();
            },
            () => [Object.keys(this.qlvbWorklists.counts).length]
        );
    },

    /**
     * @param {Object} menu of the menu service
     * @returns {Object|null} text, late (boolean) and title of the counter to show
     */
    qlvbCounter(menu) {
        const [rows, late] = this.qlvbWorklists.counts[menu.id] || [0, 0];
        if (!rows) {
            return null;
        }
        return {text: rows >= 1000 ? "999+" : String(rows), late: late > 0};
    },
});
