import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/* Nothing here is clicked: the keys go to whatever has the focus, as those of a clerk
   who registers a hundred papers a day. */

const keys = (content, trigger, press) => ({content, trigger, run: `press ${press}`});

const typeInto = (field, text) => ({
    content: `The cursor is in ${field}`,
    trigger: `.o_field_widget[name=${field}] :is(input, textarea):focus`,
    run: `fill ${text}`,
});

const goOn = (field) =>
    keys("Go on", `.o_field_widget[name=${field}] :is(input, textarea, select):focus`, "Tab");

tours.add("qlvb_clerk_types", {
    steps: () => [
        keys("A new entry", ".o_list_view", "Alt+c"),
        typeInto("name", "Nhập bằng bàn phím"),
        goOn("name"),
        typeInto("type_id", "Báo cáo"),
        {
            content: "The class is offered",
            trigger: ".o_field_widget[name=type_id] .dropdown-item:contains(Báo cáo)",
        },
        keys("Take it", ".o_field_widget[name=type_id] input:focus", "Enter"),
        goOn("type_id"),
        typeInto("notation", "901/BC-UBND"),
        goOn("notation"),
        goOn("issue_date"),
        typeInto("issuer_id", "Hội Làm vườn"),
        {
            content: "A body that is not in the list is taken as typed",
            trigger: ".o_field_widget[name=issuer_id] .dropdown-item:contains(Hội Làm vườn)",
        },
        keys("Take it as typed", ".o_field_widget[name=issuer_id] input:focus", "Enter"),
        {
            content: "The name stands in the entry, without being typed again",
            trigger: ".o_field_widget[name=issuer_name] input:value(Hội Làm vườn)",
        },
        keys("Save and go on", ".o_form_view", "Alt+Shift+n"),
        {
            content: "An empty entry, the cursor in its first field",
            trigger: ".o_field_widget[name=name] textarea:focus:empty",
        },
        {
            content: "The class is kept",
            trigger: ".o_field_widget[name=type_id] input:value(Báo cáo)",
        },
        keys("Leave it", ".o_form_view", "Alt+j"),
    ],
});

tours.add("qlvb_clerk_registers_by_keys", {
    steps: () => [
        {
            content: "The cursor is in what is still empty",
            trigger: ".o_field_widget[name=notation] input:focus",
            run: "fill 902/UBND-VP",
        },
        goOn("notation"),
        keys("Register and open the next one", ".o_form_view", "Alt+Shift+r"),
        {
            content: "The next of the queue is shown, and the way back to the queue",
            trigger: ".o_field_widget[name=name] textarea:value(Tiếp theo)",
        },
        keys("Register this one, too", ".o_form_view", "Alt+r"),
        {
            content: "It is registered",
            trigger: ".o_form_statusbar:not(:has(button[name=action_register]))",
            timeout: 30000,
        },
    ],
});
