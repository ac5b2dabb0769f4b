/** @odoo-module **/
import {registry} from "@web/core/registry";

// The program pauses for a second for each file, and the machine may be busy.
const timeout = 60000;

const start = (button, dialog, name) => [
    {trigger: `button[name=${button}]`, run: "click"},
    {trigger: ".modal div[name=password] input", run: `edit ${name}`},
    {trigger: ".modal button[name=run_check]", run: "click"},
    {
        content: "the program asks for the PIN, the dialog does not",
        trigger: ".modal:not(:has(.o_field_widget[name=pin] input)) .text-muted:visible",
    },
    {trigger: `.modal footer button[name=${dialog}]`, run: "click"},
];

registry.category("web_tour.tours").add("qlvb_program_sign", {
    steps: () => [
        ...start("action_sign", "action_sign", "t_leader"),
        {
            content: "what the program said is told",
            trigger: ".o_notification:contains(Stopped by its owner) .o_notification_close",
            run: "click",
            timeout,
        },
        {
            content: "the document still waits, and it can go on from there",
            trigger: ".alert:has([name=sign_request_note]) button:contains(Go on)",
            run: "click",
            timeout,
        },
        {trigger: ".o_notification:contains(The document is signed)", timeout},
        {trigger: ".o_form_view:not(:has(button[name=action_sign]))", timeout},
    ],
});

registry.category("web_tour.tours").add("qlvb_program_issue", {
    steps: () => [
        ...start("action_issue", "action_issue", "t_clerkx"),
        {trigger: ".o_notification:contains(File 1 of 2)", timeout},
        {trigger: ".o_notification:contains(File 2 of 2: annex-1.pdf)", timeout},
        {trigger: ".o_notification:contains(The document is issued: 01/)", timeout},
        {trigger: "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_issue]))", timeout},
    ],
});

registry.category("web_tour.tours").add("qlvb_program_many", {
    steps: () => [
        {trigger: ".o_list_view .o_data_row:contains(thứ nhất) .o_list_record_selector input", run: "click"},
        {trigger: ".o_list_view .o_data_row:contains(thứ hai) .o_list_record_selector input", run: "click"},
        {trigger: ".o_cp_action_menus .dropdown-toggle:contains(Actions)", run: "click"},
        {trigger: ".o-dropdown--menu .o_menu_item:contains(/^Sign$/)", run: "click"},
        {trigger: ".modal .text-muted:contains(one document after another)"},
        {trigger: ".modal footer button[name=action_run]:visible", run: "click"},
        {trigger: ".modal div[name=password] input", run: "edit t_leader"},
        {trigger: ".modal button[name=run_check]", run: "click"},
        {trigger: ".o_notification:contains(Document 1 of 2)", timeout},
        {trigger: ".o_notification:contains(Document 2 of 2)", timeout},
        {trigger: ".modal .o_qlvb_summary:contains(Refused: 1)", timeout},
        {trigger: ".modal tr.table-danger:contains(Stopped by its owner)"},
        {trigger: ".modal footer button:contains(Close)", run: "click"},
        {trigger: "body:not(:has(.modal)) .o_list_view", timeout},
    ],
});
