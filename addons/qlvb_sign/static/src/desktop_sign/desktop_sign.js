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

/**
 * Have the program sign one file.
 *
 * @param {Object} handed what the server handed out: see `hand_out`
 * @returns {Promise<Object>} with refusal ("" when it says that it signed), and gone:
 *      whether no program is there, so that further files need not be tried
 */
async function signFile({address, order}) {
    try {
        const answer = await askProgram(address, order);
        // Some versions answer the number as text.
        const signed = Number(answer.Status) === 0;
        return {
            refusal: signed ? "" : answer.Message || _t("The signing program did not sign."),
        };
    } catch (error) {
        return {refusal: sentence(error), gone: true};
    }
}

/**
 * Have the program sign the files of one request, one after another.
 *
 * @param {Object} orm
 * @param {Number} id of the request
 * @param {Function} tell is called with what was handed out, before each file
 * @returns {Promise<Object>} with ok, message and gone
 */
async function signRequest(orm, id, tell) {
    let last = null;
    for (;;) {
        let handed = null;
        try {
            handed = await orm.call("qlvb.sign.request", "hand_out", [[id]]);
        } catch (error) {
            return {ok: false, message: error.data?.message || error.message};
        }
        if (handed.request_id === last) {
            return {ok: false, message: _t("The signing program did not return the file: sign again.")};
        }
        last = handed.request_id;
        tell(handed);
        const {refusal, gone} = await signFile(handed);
        const [request] = await orm.call("qlvb.sign.request", "refresh", [[id]]);
        if (request.state === "done") {
            return {ok: true, message: request.message};
        }
        if (request.state !== "waiting") {
            return {ok: false, message: request.message || refusal, gone};
        }
        if (refusal) {
            return {ok: false, message: refusal, gone};
        }
    }
}

/** Say in a notification what the program signs now; replaces what was said before. */
class Progress {
    constructor(notification, count) {
        Object.assign(this, {notification, count, stopped: false, close: () => {}});
    }

    tell(number, {file, files, name}) {
        const lines = [_t("Sign in the program that opens on this computer.")];
        if (this.count > 1) {
            lines.push(_t("Document %(number)s of %(count)s.", {number, count: this.count}));
        }
        if (files > 1) {
            lines.push(_t("File %(file)s of %(files)s: %(name)s", {file, files, name}));
        }
        const stop = {name: _t("Stop after this one"), onClick: () => (this.stopped = true)};
        this.close();
        this.close = this.notification.add(lines.join(" "), {
            type: "info",
            sticky: true,
            buttons: this.count > 1 ? [stop] : [],
        });
    }
}

/** Sign one row after another; return all rows with ok and message. */
async function signRows({orm, notification}, rows) {
    const waiting = rows.filter((row) => row.request);
    const progress = new Progress(notification, waiting.length);
    const results = new Map();
    for (const [index, row] of waiting.entries()) {
        if (progress.stopped) {
            const message = _t("Not tried: sign again to go on.");
            results.set(row.request, {ok: false, message});
            continue;
        }
        const tell = (handed) => progress.tell(index + 1, handed);
        const {ok, message, gone} = await signRequest(orm, row.request, tell);
        results.set(row.request, {ok, message});
        progress.stopped = progress.stopped || gone;
    }
    progress.close();
    return rows.map((row) => ({...row, ...results.get(row.request)}));
}

function showOne(notification, {ok, message}) {
    notification.add(
        message || _t("The signing program did not sign."),
        ok ? {type: "success"} : {type: "danger", sticky: true}
    );
}

/** `rows`: documents with the request that waits; `title`: of the results of a batch. */
async function desktopSign(env, {params}) {
    const {action, notification} = env.services;
    const rows = await signRows(env.services, params.rows);
    await action.doAction({type: "ir.actions.act_window_close"});
    if (params.title) {
        const results = rows.map(({id, name, ok, message}) => ({id, name, ok, message}));
        const tag = "qlvb_results";
        return action.doAction({
            type: "ir.actions.client",
            tag,
            params: {title: params.title, results},
        });
    }
    showOne(notification, rows[0]);
    return action.doAction("soft_reload");
}

registry.category("actions").add("qlvb_desktop_sign", desktopSign);
