// 工作人员的几页：网址、名字、要的权限。哪一页的程序用到才取。
import { defineAsyncComponent, type AsyncComponentLoader } from "vue";
import PageState from "./PageState.vue";
import type { Session } from "./types";

const page = (loader: AsyncComponentLoader) => defineAsyncComponent({ loader, loadingComponent: PageState, errorComponent: PageState });

export const PAGES = [
  { path: "/operator", name: "坐席工作台", needs: "join_conversations", shows: page(() => import("./operator/OperatorConsole.vue")) },
  { path: "/tickets", name: "工单", needs: "read_tickets", shows: page(() => import("./tickets/TicketDesk.vue")) },
  { path: "/ledger", name: "台账与统计", needs: "read_ledger", shows: page(() => import("./ledger/LedgerPage.vue")) },
  { path: "/knowledge", name: "知识", needs: "read_knowledge", shows: page(() => import("./knowledge/KnowledgeDesk.vue")) },
  { path: "/audit", name: "审计", needs: "read_audit", shows: page(() => import("./ledger/AuditPage.vue")) },
  { path: "/staff", name: "账号", needs: "keep_staff", shows: page(() => import("./admin/AdminPage.vue")) },
];
export const TicketPage = page(() => import("./tickets/TicketPage.vue"));
export const ChangePassword = page(() => import("./admin/ChangePassword.vue"));

/** 科室的人先看工单；转来的对话在工作台，有了再去接。 */
export const firstPage = (now: Session) =>
  PAGES.find((one) => now.permissions.includes(one.needs) && (one.path !== "/operator" || now.permissions.includes("answer_calls")))?.path ?? "/";
