import {KanbanController} from "@web/views/kanban/kanban_controller";
import {ListController} from "@web/views/list/list_controller";
import {QlvbUpload} from "./upload";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";

export class QlvbDocumentListController extends QlvbUpload(ListController) {
    static template = "qlvb_document.ListView";
}

export class QlvbDocumentKanbanController extends QlvbUpload(KanbanController) {
    static template = "qlvb_document.KanbanView";
}

registry.category("views").add("qlvb_document_list", {
    ...listView,
    Controller: QlvbDocumentListController,
});
registry.category("views").add("qlvb_document_kanban", {
    ...kanbanView,
    Controller: QlvbDocumentKanbanController,
});
