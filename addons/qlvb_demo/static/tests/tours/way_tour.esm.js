import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/* The steps of one document, each tour for one role; they are run one after the
   other on the same document, 777/UBND-VP, whose abstract begins with "Tour", and on
   the reply to it. */

const openCard = (text) => [
    {
        content: "Open the card of the document",
        trigger: `.o_kanban_record:contains(${text}), .o_data_row:contains(${text}) .o_data_cell`,
        run: "click",
    },
    {content: "The document is shown", trigger: ".o_form_view .o_form_statusbar"},
];

const press = (name, content) => ({
    content,
    trigger: `button[name=${name}]:visible`,
    run: "click",
});

/* On a phone the further buttons of the header hide behind a "more" button. */
const inDialog = (name, content) => ({
    content,
    trigger: `.modal footer button[name=${name}], .modal button[name=${name}]`,
    run: "click",
});

const choose = (field, text) => [
    {
        content: `Look for ${text}`,
        trigger: `.modal .o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `Choose ${text}`,
        trigger: `.ui-autocomplete .dropdown-item:contains(${text})`,
        run: "click",
    },
];

/* Told by the button that is gone: on a phone the status bar folds into a menu. */
const isDone = (name) => ({
    content: `There is nothing left to ${name}`,
    trigger: `.o_form_statusbar:not(:has(button[name=${name}]))`,
    timeout: 30000,
});

/* LibreOffice needs a moment, on a busy machine a long one. */
const pdfIsShown = {
    content: "The PDF is shown",
    trigger: ".o_qlvb_preview iframe",
    timeout: 60000,
};

tours.add("qlvb_clerk_registers", {
    steps: () => [
        ...openCard("Tour"),
        press("action_register", "Register it"),
        isDone("action_register"),
    ],
});

/* On a phone the choices of a field open as cards over the whole screen. */
const chooseOnPhone = (field, text) => [
    {
        content: `Look for ${text}`,
        trigger: `.modal .o_field_widget[name=${field}] input`,
        run: "click",
    },
    {
        content: `Choose ${text}`,
        trigger: `.modal .o_kanban_record:contains(${text}), .modal .o_data_row:contains(${text}) .o_data_cell`,
        run: "click",
    },
];

const writeInstruction = [
    {
        content: "Write the instruction",
        trigger: ".modal .o_field_widget[name=text] textarea",
        run: "edit Prepare an answer",
    },
];

/* Nobody likes to type on a phone: a tap inserts what is often written. */
const tapPhrase = [
    {
        content: "Tap a phrase",
        trigger: ".modal .o_qlvb_phrases .o_selection_badge:contains(Soạn dự thảo)",
        run: "click",
    },
    {
        content: "It stands in the instruction",
        trigger: ".modal .o_field_widget[name=text] textarea:value(Soạn dự thảo)",
    },
];

const instruct = (write, chooseLead) => [
    ...openCard("Tour"),
    press("action_instruct", "Instruct"),
    ...write,
    ...chooseLead("lead_department_id", "Văn hóa"),
    inDialog("action_instruct", "Give the instruction"),
    {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
    {content: "And the work is assigned", trigger: ".nav-link[name=assignments]"},
];

tours.add("qlvb_leader_instructs", {
    steps: () => instruct(writeInstruction, choose),
});
tours.add("qlvb_leader_instructs_on_phone", {
    steps: () => instruct(tapPhrase, chooseOnPhone),
});

tours.add("qlvb_head_asks", {
    steps: () => [
        ...openCard("Tour"),
        press("action_ask_opinion", "Ask for an opinion"),
        {
            content: "Write the question",
            trigger: ".modal .o_field_widget[name=question] textarea",
            run: "edit Is there money for it?",
        },
        ...choose("user_ids", "Bùi Thanh Sơn"),
        inDialog("action_ask", "Ask"),
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
    ],
});

tours.add("qlvb_opinion_is_given", {
    steps: () => [
        {
            content: "Answer from the list of the opinions that are waited for",
            trigger: ".o_data_row:contains(777) button[name=action_answer]",
            run: "click",
        },
        {
            content: "Write the answer",
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit There is",
        },
        inDialog("action_answer", "Answer"),
        {content: "Nobody waits any more", trigger: "body:not(:has(.o_data_row:contains(777)))"},
    ],
});

tours.add("qlvb_head_gives", {
    steps: () => [
        ...openCard("Tour"),
        press("action_give", "Give it to somebody"),
        ...choose("user_id", "Vũ Ngọc Anh"),
        inDialog("action_give", "Give"),
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
    ],
});

tours.add("qlvb_specialist_files", {
    steps: () => [
        ...openCard("Tour"),
        press("action_open_workfile", "Open a work file"),
        {
            content: "The sender asks for a reply, so that is settled",
            trigger: ".modal .o_field_widget[name=needs_reply] input[data-value=reply]:checked",
        },
        inDialog("action_open", "File and open"),
        {content: "The work file is shown", trigger: ".o_field_widget[name=entry_ids]"},
    ],
});

tours.add("qlvb_specialist_drafts", {
    steps: () => [
        ...openCard("Tour"),
        press("action_draft_reply", "Draft the reply"),
        {
            content: "Write the reply",
            trigger: ".o_field_widget[name=body] textarea:visible",
            run: "edit Ủy ban nhân dân huyện trả lời như sau.",
        },
        press("action_make_draft", "Make the Word file and the PDF"),
        pdfIsShown,
        press("action_submit", "Submit it"),
        {content: "The slip runs", trigger: ".nav-link[name=approval]"},
    ],
});

tours.add("qlvb_approver_agrees", {
    steps: () => [
        ...openCard("777"),
        press("action_agree", "Agree"),
        isDone("action_agree"),
    ],
});

tours.add("qlvb_office_returns", {
    steps: () => [
        ...openCard("777"),
        press("action_return_draft", "Return it"),
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Correct the second sentence",
        },
        inDialog("action_return", "Return"),
        {content: "The dialog is closed", trigger: "body:not(:has(.modal))"},
    ],
});

tours.add("qlvb_specialist_submits_again", {
    steps: () => [
        press("action_make_draft", "Make the second version"),
        {
            content: "Yes, from the form",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        pdfIsShown,
        // The first version is shown all the while: the buttons wait for the second.
        {...press("action_submit", "Submit it again"), timeout: 60000},
        isDone("action_submit"),
    ],
});

tours.add("qlvb_leader_signs", {
    steps: () => [
        ...openCard("777"),
        press("action_sign", "Sign"),
        {
            content: "Type the PIN",
            trigger: ".modal .o_field_widget[name=pin] input",
            run: "edit 123456",
        },
        inDialog("action_sign", "Sign"),
        isDone("action_sign"),
    ],
});

tours.add("qlvb_clerk_issues", {
    steps: () => [
        ...openCard("777"),
        press("action_issue", "Issue"),
        {
            content: "Type the PIN of the seal",
            trigger: ".modal .o_field_widget[name=pin] input",
            run: "edit 123456",
        },
        inDialog("action_issue", "Number, seal and send"),
        isDone("action_issue"),
    ],
});

tours.add("qlvb_commune_registers", {
    steps: () => [
        {
            content: "Look at the signatures",
            trigger: ".nav-link[name=signatures]",
            run: "click",
        },
        press("action_verify_signatures", "Verify them"),
        {
            content: "Both hold",
            trigger: ".o_field_widget[name=signature_ids] .o_kanban_record:not(.o_kanban_ghost):eq(1)",
            timeout: 60000,
        },
        press("action_register", "Register it"),
        isDone("action_register"),
    ],
});
