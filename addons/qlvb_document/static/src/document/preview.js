import {_t} from "@web/core/l10n/translation";
import {hidePDFJSButtons} from "@web/core/utils/pdfjs";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {url} from "@web/core/utils/urls";

import {Component, onMounted, onWillUnmount, useEffect, useRef, useState} from "@odoo/owl";

// From this width on (px) the file stands beside the entry, below it in a tab.
const BESIDE = 900;
const IMAGE = /\.(png|jpe?g)$/i;

/**
 * The files of a document beside its form, or behind a tab where there is no room.
 * The field is the main file; the further files come from the list of files.
 */
export class QlvbPreview extends Component {
    static template = "qlvb_document.Preview";
    static props = {...standardFieldProps};

    setup() {
        this.root = useRef("root");
        this.frame = useRef("frame");
        this.state = useState({beside: false, shown: false, chosen: null});
        this.observer = new ResizeObserver(() => this.measure());
        onMounted(() => {
            this.split = this.root.el.closest(".o_qlvb_split");
            this.observer.observe(this.split);
            this.measure();
        });
        onWillUnmount(() => this.observer.disconnect());
        useEffect(
            (shown) => this.split?.classList.toggle("o_qlvb_file_only", shown),
            () => [this.state.shown && !this.state.beside]
        );
        useEffect(
            (el) => {
                if (el) {
                    hidePDFJSButtons(el, {hidePrint: true});
                }
            },
            () => [this.frame.el]
        );
        useEffect(
            () => {
                this.state.chosen = null;
                this.state.shown = false;
            },
            () => [this.props.record.resId]
        );
    }

    measure() {
        this.state.beside = this.split.clientWidth >= BESIDE;
        this.split.classList.toggle("o_qlvb_is_wide", this.state.beside);
    }

    get main() {
        return this.props.record.data[this.props.name];
    }

    /** The files that can be shown here, the main file first. */
    get files() {
        const rows = this.props.record.data.file_ids?.records || [];
        const files = rows
            .map(({resId, data}) => ({id: resId, name: data.name, pages: data.pages}))
            .filter((file) => file.pages || IMAGE.test(file.name));
        return files.sort((a, b) => (b.id === this.main?.id) - (a.id === this.main?.id));
    }

    get file() {
        return this.files.find((file) => file.id === this.state.chosen) || this.files[0];
    }

    get isImage() {
        return !this.file.pages;
    }

    get source() {
        const content = url("/web/content", {
            model: "qlvb.document.file",
            field: "content",
            filename_field: "name",
            id: this.file.id,
        });
        if (this.isImage) {
            return content;
        }
        return `/web/static/lib/pdfjs/web/viewer.html?file=${encodeURIComponent(content)}`;
    }

    get visible() {
        return this.state.beside || this.state.shown;
    }
}

export const qlvbPreview = {
    component: QlvbPreview,
    displayName: _t("Files of the document"),
    supportedTypes: ["many2one"],
    relatedFields: [{name: "display_name", type: "char"}],
};

registry.category("fields").add("qlvb_preview", qlvbPreview);
