import {BinaryField, binaryField} from "@web/views/fields/binary/binary_field";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {registry} from "@web/core/registry";
import {useDropzone} from "@web/core/dropzone/dropzone_hook";
import {useRef} from "@odoo/owl";

const EXTENSION = /\.[^.]*$/;

/** The abstract that a file's name proposes, as the server reads it. */
export const titleOf = (name) => name.replace(EXTENSION, "").replaceAll("_", " ").trim();

/**
 * A file for the document of the form: chosen by mouse or keyboard, or dropped
 * anywhere on the entry. It is stored at once, so that it stands beside the form
 * while the clerk types.
 */
export class QlvbUploadField extends BinaryField {
    static template = "qlvb_document.UploadField";

    setup() {
        super.setup();
        const root = useRef("root");
        const form = {
            get el() {
                return root.el?.closest(".o_qlvb_split") || null;
            },
        };
        useDropzone(
            form,
            (ev) => this.receiveFiles(ev.dataTransfer.files),
            "o_qlvb_dropzone",
            () => !this.props.readonly
        );
    }

    async receiveFiles(list) {
        for (const file of [...list]) {
            let content = "";
            try {
                content = (await getDataURLFromFile(file)).split(",")[1] || "";
            } catch {
                continue; // a folder
            }
            await this.update({data: content, name: file.name});
            if (this.props.record.data[this.props.name]) {
                break; // not stored: the clerk has to look at it first
            }
        }
    }

    async update({data, name}) {
        await super.update({data, name});
        const {record} = this.props;
        if (!data || record.data.direction !== "incoming") {
            return;
        }
        if (!record.data.name) {
            await record.update({name: titleOf(name)});
        }
        await record.save();
    }
}

registry.category("fields").add("qlvb_upload", {
    ...binaryField,
    component: QlvbUploadField,
});
