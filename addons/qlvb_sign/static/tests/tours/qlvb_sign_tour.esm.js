/** @odoo-module **/
import {registry} from "@web/core/registry";

const password = (name) => [
    {
        content: "the password is asked before the PIN",
        trigger: ".modal div[name=password] input",
        run: `edit ${name}`,
    },
    {trigger: ".modal button[name=run_check]", run: "click"},
];

registry.category("web_tour.tours").add("qlvb_sign", {
    steps: () => [
        {trigger: "button[name=action_sign]", run: "click"},
        ...password("t_leader"),
        {trigger: ".modal .o_field_widget[name=pin] input", run: "edit 246810"},
        {trigger: ".modal footer button[name=action_sign]", run: "click"},
        {
            content: "A busy machine needs more than the usual ten seconds",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_sign]))",
            timeout: 45000,
        },
        {trigger: ".nav-link[name=signatures]", run: "click"},
        {trigger: ".alert-success:contains(Every signature holds)"},
        {trigger: "button[name=action_verify_signatures]", run: "click"},
        {trigger: "div[name=signature_ids]:contains(Trần Văn Công)"},
    ],
});

// Opening the notification is the first tap; the password and the PIN are none.
const TAPS = 3;
let taps = 0;

const countTaps = () => {
    taps = 1;
    document.addEventListener(
        "click",
        (ev) => {
            const button = ev.target.closest("button");
            taps += button && button.name !== "run_check" ? 1 : 0;
        },
        true
    );
};

registry.category("web_tour.tours").add("qlvb_sign_from_notification", {
    steps: () => [
        {trigger: "button[name=action_sign]", run: countTaps},
        {trigger: "button[name=action_sign]", run: "click"},
        ...password("t_leader"),
        {trigger: ".modal .o_field_widget[name=pin] input", run: "edit 246810"},
        {trigger: ".modal footer button[name=action_sign]", run: "click"},
        {
            content: "A busy machine needs more than the usual ten seconds",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_sign]))",
            timeout: 45000,
            run: () => {
                if (taps > TAPS) {
                    throw new Error(`Signing took ${taps} taps`);
                }
            },
        },
    ],
});

registry.category("web_tour.tours").add("qlvb_places", {
    steps: () => [
        {trigger: ".nav-link[name=files]", run: "click"},
        {trigger: "button[name=action_places]", run: "click"},
        {
            content: "the seal is dragged a little to the left",
            trigger: ".modal .o_qlvb_places img",
            run: () => {
                const seal = document.querySelector(".o_qlvb_place[data-name=seal]");
                const {left, top} = seal.getBoundingClientRect();
                const at = (type, x) =>
                    seal.dispatchEvent(
                        new PointerEvent(type, {
                            pointerId: 1,
                            clientX: x,
                            clientY: top + 20,
                            bubbles: true,
                        })
                    );
                seal.setPointerCapture = () => {};
                at("pointerdown", left + 20);
                at("pointermove", left + 14);
                at("pointerup", left + 14);
            },
        },
        {trigger: ".modal footer button[name=action_save]", run: "click"},
        {trigger: "body:not(:has(.modal)) .o_form_view", timeout: 45000},
    ],
});

registry.category("web_tour.tours").add("qlvb_issue", {
    steps: () => [
        {trigger: "button[name=action_issue]", run: "click"},
        ...password("t_clerkx"),
        {trigger: ".modal .o_field_widget[name=pin] input", run: "edit 975310"},
        {trigger: ".modal footer button[name=action_issue]", run: "click"},
        {
            content: "A busy machine needs more than the usual ten seconds",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_issue]))",
            timeout: 45000,
        },
        {trigger: ".nav-link[name=signatures]", run: "click"},
        {trigger: "div[name=signature_ids]:contains(UBND huyện Thử)"},
    ],
});
