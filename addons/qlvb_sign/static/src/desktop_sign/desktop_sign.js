import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

// The owner types a PIN meanwhile; the addresses of the order live as long.
const PATIENCE = 5 * 60 * 1000;

/**
 * Send an order to the signing program on this computer and return its answer.
 *
 * @param {String} address of the WebSocket, with the function to call
 * @param {Object} order
 * @returns {Promise<Object>} with Status (0: signed) and Message; rejects with
 *      "unreachable" when no program answers, or "silent" when it stops talking
 */
export function askProgram(address, order) {
    return new Promise((resolve, reject) => {
        let opened = false;
        let socket = null;
        try {
            socket = new WebSocket(address);
        } catch {
            reject(new Error("unreachable"));
            return;
        }
        const timer = setTimeout(() => socket.close(), PATIENCE);
        socket.onopen = () => {
            opened = true;
            socket.send(JSON.stringify(order));
        };
        socket.onmessage = (event) => {
            clearTimeout(timer);
            try {
                resolve(JSON.parse(event.data));
            } catch {
                reject(new Error("silent"));
            }
            socket.close();
        };
        socket.onclose = () => {
            clearTimeout(timer);
            reject(new Error(opened ? "silent" : "unreachable"));
        };
    });
}

function sentence(error) {
    return error.message === "unreachable"
        ? _t(
              "The signing program on this computer does not answer: start it (VGCA Sign Service), then sign again."
          )
        : _t("The signing program stopped without an answer: sign again.");
}

async function desktopSign(env, action) {
    const {notification, orm} = env.services;
    const {address, order, request_id: id} = action.params;
    const close = notification.add(_t("Sign in the program that opens on this computer."), {
        type: "info",
        sticky: true,
    });
    let refusal = "";
    try {
        const answer = await askProgram(address, order);
        // Some versions answer the number as text.
        if (Number(answer.Status) !== 0) {
            refusal = answer.Message || _t("The signing program did not sign.");
        }
    } catch (error) {
        refusal = sentence(error);
    }
    close();
    const [request] = await orm.call("qlvb.sign.request", "refresh", [[id]]);
    if (request.state === "done") {
        notification.add(_t("The document is signed."), {type: "success"});
    } else {
        const reason = request.state === "waiting" ? refusal : request.message;
        notification.add(reason || _t("The signing program did not sign."), {
            type: "danger",
            sticky: true,
        });
    }
    await env.services.action.doAction({type: "ir.actions.act_window_close"});
    return env.services.action.doAction("soft_reload");
}

registry.category("actions").add("qlvb_desktop_sign", desktopSign);
