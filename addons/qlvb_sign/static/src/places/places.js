import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {Component, useRef, useState} from "@odoo/owl";

/**
 * A page with the boxes of its fields; those of signature and seal can be dragged, by
 * mouse or finger. The field is JSON in millimetres, see qlvb.document.place.
 */
export class QlvbPlaces extends Component {
    static template = "qlvb_sign.Places";
    static props = {...standardFieldProps};

    setup() {
        this.page = useRef("page");
        this.state = useState({boxes: JSON.parse(this.value || "[]")});
        this.drag = null;
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get preview() {
        return JSON.parse(this.props.record.data.preview || "{}");
    }

    get source() {
        return `data:image/png;base64,${this.preview.picture}`;
    }

    style(box) {
        const {width, height} = this.preview;
        const percent = (part, whole) => `${(100 * part) / whole}%`;
        return (
            `left: ${percent(box.x, width)}; top: ${percent(box.y, height)};` +
            `width: ${percent(box.width, width)}; height: ${percent(box.height, height)}`
        );
    }

    start(ev, box) {
        if (!box.movable || this.props.readonly) {
            return;
        }
        ev.preventDefault();
        ev.currentTarget.setPointerCapture(ev.pointerId);
        this.drag = {box, x: ev.clientX, y: ev.clientY, from: {x: box.x, y: box.y}};
    }

    move(ev) {
        if (!this.drag) {
            return;
        }
        const {box, x, y, from} = this.drag;
        const scale = this.preview.width / this.page.el.clientWidth;
        const within = (place, size, whole) => Math.max(0, Math.min(place, whole - size));
        box.x = within(from.x + (ev.clientX - x) * scale, box.width, this.preview.width);
        box.y = within(from.y + (ev.clientY - y) * scale, box.height, this.preview.height);
    }

    end() {
        if (this.drag) {
            this.drag = null;
            this.props.record.update({[this.props.name]: JSON.stringify(this.state.boxes)});
        }
    }
}

export const qlvbPlaces = {
    component: QlvbPlaces,
    displayName: _t("Places on a page"),
    supportedTypes: ["text"],
};

registry.category("fields").add("qlvb_places", qlvbPlaces);
