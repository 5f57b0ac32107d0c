import { expect, test } from "vitest";
import { firstPersonal, lastOf, openDraft } from "../src/chat/entries";
import type { DraftCard, Entry } from "../src/chat/protocol";

function aDraft(changes: Partial<DraftCard> = {}): DraftCard {
  return { type: "request_draft", draft_id: "D1", version: 1, stage: "collecting", kind: "complaint", kind_name: "投诉", second: null, is_anonymous: false, asking: null, fields: [], missing: [], ...changes };
}

function said(id: number, custom?: Entry["custom"]): Entry {
  return { id, at: "", by: custom ? "hotline" : "citizen", custom };
}

test("草稿以最新的一张为准", () => {
  const entries = [said(1), said(2, aDraft()), said(3, aDraft({ version: 2 }))];
  expect(openDraft(entries)?.version).toBe(2);
});

test("删了的、登记成了的不能再填", () => {
  expect(openDraft([said(1, aDraft()), said(2, aDraft({ stage: "cancelled" }))])).toBeNull();
  expect(openDraft([said(1, aDraft()), said(2, { type: "ticket_filed", draft_id: "D1", is_repeat: false, tickets: [] })])).toBeNull();
});

test("登记完一件又说一件，新的草稿照样能填", () => {
  const entries = [said(1, aDraft()), said(2, { type: "ticket_filed", draft_id: "D1", is_repeat: false, tickets: [] }), said(3, aDraft({ draft_id: "D2" }))];
  expect(openDraft(entries)?.draft_id).toBe("D2");
});

test("告知放在第一处要个人信息的前面", () => {
  expect(firstPersonal([said(1), said(2)])).toBeNull();
  expect(firstPersonal([said(1), said(2, aDraft()), said(3, aDraft())])).toBe(2);
});

test("没有这种卡片就是没有", () => {
  expect(lastOf([said(1)], "notice")).toBeNull();
});
