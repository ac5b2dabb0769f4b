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
