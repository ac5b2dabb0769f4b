import {onWillStart, useRef, useState} from "@odoo/owl";

import {QlvbResults} from "../results/results";
import {_t} from "@web/core/l10n/translation";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {useDropzone} from "@web/core/dropzone/dropzone_hook";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const CLERKS = "qlvb_document.group_qlvb_clerk";

/**
 * Lets clerks choose or drop files on a list of incoming documents.
 *
 * Each file goes to the server by itself: one that is refused stops no other, and a
 * request holds no more than one file.
 */
export const QlvbUpload = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            this.uploadInput = useRef("uploadInput");
            this.upload = useState({allowed: false, done: 0, total: 0});
            this.dialogs = useService("dialog");
            this.rpc = useService("orm");
            onWillStart(async () => {
                const incoming = this.props.context.default_direction === "incoming";
                this.upload.allowed = incoming && (await user.hasGroup(CLERKS));
            });
            useDropzone(
                this.rootRef,
                (ev) => this.receiveFiles(ev.dataTransfer.files),
                "o_qlvb_dropzone",
                () => this.upload.allowed && !this.upload.total
            );
        }

        get uploadProgress() {
            return _t("Uploading %(done)s of %(total)s", this.upload);
        }

        chooseFiles() {
            this.uploadInput.el.click();
        }

        async onFilesChosen(ev) {
            await this.receiveFiles(ev.target.files);
            ev.target.value = null;
        }

        async receiveFiles(list) {
            const files = [...list];
            if (this.upload.total || !files.length) {
                return;
            }
            const results = [];
            Object.assign(this.upload, {done: 0, total: files.length});
            try {
                for (const file of files) {
                    results.push({...(await this.receiveFile(file)), id: results.length});
                    this.upload.done += 1;
                }
            } finally {
                this.upload.total = 0;
                await this.model.load();
            }
            const title = _t("Upload");
            this.dialogs.add(QlvbResults, {title, results});
        }

        /** Return {name, ok, message}; a file that cannot be read or sent is not ok. */
        async receiveFile(file) {
            let content = "";
            try {
                content = (await getDataURLFromFile(file)).split(",")[1] || "";
            } catch {
                const message = _t("This cannot be read: choose files, not folders.");
                return {name: file.name, ok: false, message};
            }
            const sent = [{name: file.name, content}];
            const [row] = await this.rpc.call("qlvb.document", "receive_files", [sent]);
            const message = row.error || _t("A draft was made: complete and register it.");
            return {name: row.name, ok: !row.error, message};
        }
    };
