import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/* Approving the reply to 777/UBND-VP: see way_tour for the way that leads there. */

const openCard = [
    {
        content: "Open the card of the draft",
        trigger: ".o_kanban_record:contains(777)",
        run: "click",
    },
    {content: "The draft is shown", trigger: ".o_form_view .o_form_statusbar"},
];

const press = (name, content) => ({
    content,
    trigger: `.o_form_statusbar button[name=${name}]:visible`,
    run: "click",
});

const isDone = (name) => ({
    content: `There is nothing left to ${name}`,
    trigger: `.o_form_statusbar:not(:has(button[name=${name}]))`,
    timeout: 30000,
});

tours.add("qlvb_head_agrees_and_takes_it_back", {
    steps: () => [
        ...openCard,
        press("action_agree", "Agree"),
        isDone("action_agree"),
        press("action_undo", "Take it back"),
        isDone("action_undo"),
        press("action_agree", "Agree after all"),
        isDone("action_agree"),
    ],
});

tours.add("qlvb_head_sees_what_changed", {
    steps: () => [
        ...openCard,
        press("action_what_changed", "What changed since I agreed?"),
        {
            content: "The changed words are shown",
            trigger: ".modal .o_field_widget[name=changes]:contains(Second)",
        },
        {
            content: "Close the dialog",
            trigger: ".modal footer button.btn-secondary",
            run: "click",
        },
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
        press("action_return_draft", "Ask for changes once more"),
        {
            content: "Say which",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit The figures are missing",
        },
        {
            content: "Return it",
            trigger: ".modal footer button[name=action_return]:visible, .modal button[name=action_return]:visible",
            run: "click",
        },
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
    ],
});

/* Two taps on a phone: the card, and the button. */
tours.add("qlvb_leader_agrees_on_phone", {
    steps: () => [
        ...openCard,
        press("action_agree", "Agree"),
        isDone("action_agree"),
    ],
});

tours.add("qlvb_administrator_tries_a_route_out", {
    steps: () => [
        {
            content: "The chosen agency has a route, and nobody without a unit",
            trigger: ".modal .o_field_widget[name=asked] li.text-danger",
        },
        {
            content: "Say which unit drafts",
            trigger: ".modal .o_field_widget[name=department_id] input",
            run: "edit Văn hóa",
        },
        {
            content: "Choose it",
            trigger: ".ui-autocomplete .dropdown-item:contains(Văn hóa)",
            run: "click",
        },
        {
            content: "Its head would be asked",
            trigger: ".modal .o_field_widget[name=asked] li:contains(Đỗ Minh Khôi)",
        },
        {
            content: "Close the dialog",
            trigger: ".modal footer button.btn-secondary",
            run: "click",
        },
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
    ],
});

/* From a template to the submitted draft, as the drafter does it without a program. */
tours.add("qlvb_drafter_starts_from_a_template", {
    steps: () => [
        {
            content: "Start from the template of letters",
            trigger: ".o_data_row:contains(Công văn) button[name=action_start_draft]",
            run: "click",
        },
        {
            content: "Say what it is about",
            trigger: ".o_form_view .o_field_widget[name=name] textarea",
            run: "edit về việc Tour",
        },
        {
            content: "Write it",
            trigger: ".o_field_widget[name=body] textarea:visible",
            run: "edit Ủy ban nhân dân huyện thông báo như sau.",
        },
        {content: "Recipients", trigger: ".nav-link[name=recipients]", run: "click"},
        {
            content: "Add one",
            trigger: ".o_field_widget[name=recipient_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "Look for the commune",
            trigger: ".o_field_widget[name=recipient_ids] .o_field_widget[name=partner_id] input",
            run: "edit Quảng Sơn",
        },
        {
            content: "Choose it",
            trigger: ".ui-autocomplete .dropdown-item:contains(Quảng Sơn)",
            run: "click",
        },
        press("action_make_draft", "Make the Word file and the PDF"),
        {
            content: "The PDF is shown",
            trigger: ".o_qlvb_preview iframe",
            timeout: 60000,
        },
        press("action_submit", "Submit it"),
        {content: "The slip runs", trigger: ".nav-link[name=approval]"},
        isDone("action_submit"),
    ],
});

/* The sender takes a document back; who received it gives it back, or keeps it. */
tours.add("qlvb_receiver_gives_back", {
    steps: () => [
        {
            content: "The banner says why it was taken back",
            trigger: ".alert-danger .o_field_widget[name=withdrawn_reason]:contains(Sai)",
        },
        press("action_accept_withdrawal", "Give it back"),
        isDone("action_accept_withdrawal"),
    ],
});

tours.add("qlvb_receiver_keeps", {
    steps: () => [
        press("action_refuse_withdrawal", "Keep it"),
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Việc đã làm xong",
        },
        {
            content: "Keep",
            trigger: ".modal footer button.btn-primary:visible",
            run: "click",
        },
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
        isDone("action_refuse_withdrawal"),
    ],
});
