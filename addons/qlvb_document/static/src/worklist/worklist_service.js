import {rpcBus} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {debounce} from "@web/core/utils/timing";
import {reactive} from "@odoo/owl";

export const ROOT_MENU = "qlvb_document.menu_qlvb_root";
const EVERY = 60000;
const SOON = 400;

/**
 * The counters of the work lists: {menu id: [rows, late rows]}, kept fresh after
 * every action and button, on a message of the server, and once a minute.
 */
export const worklistService = {
    dependencies: ["orm", "menu", "bus_service"],

    start(env, {orm, menu, bus_service}) {
        const state = reactive({counts: {}});
        const isOurs = () => menu.getApps().some((app) => app.xmlid === ROOT_MENU);

        const refresh = async () => {
            if (document.hidden || !isOurs()) {
                return;
            }
            try {
                state.counts = await orm.silent.call("qlvb.worklist", "menu_counts", []);
            } catch {
                // Offline or logged out: the old numbers stay until the next time.
            }
        };
        const soon = debounce(refresh, SOON);

        env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", soon);
        rpcBus.addEventListener("RPC:RESPONSE", ({detail}) => {
            if (detail.url?.includes("/call_button") || isButton(detail)) {
                soon();
            }
        });
        bus_service.subscribe("qlvb.worklist/changed", soon);
        document.addEventListener("visibilitychange", soon);
        setInterval(refresh, EVERY);
        return {state, refresh};
    },
};

function isButton({data}) {
    return String(data?.params?.method || "").startsWith("action_");
}

registry.category("services").add("qlvb_worklist", worklistService);
