// 从说过的话里找：最近的一张卡片、开着的草稿、告知放在哪里。
import type { Card, DraftCard, Entry } from "./protocol";

export function lastOf<T extends Card["type"]>(entries: Entry[], type: T): Extract<Card, { type: T }> | null {
  for (let i = entries.length - 1; i >= 0; i--) {
    const card = entries[i].custom;
    if (card?.type === type) return card as Extract<Card, { type: T }>;
  }
  return null;
}

/** 还没登记、没删的那份草稿。 */
export function openDraft(entries: Entry[]): DraftCard | null {
  const draft = lastOf(entries, "request_draft");
  if (!draft || draft.stage === "cancelled") return null;
  const isFiled = entries.some((entry) => entry.custom?.type === "ticket_filed" && entry.custom.draft_id === draft.draft_id);
  return isFiled ? null : draft;
}

/** 第一处要个人信息的地方：告知放在它前面（个人信息保护法第十七条）。 */
export function firstPersonal(entries: Entry[]): number | null {
  return entries.find((entry) => entry.custom?.type === "request_draft" || entry.custom?.type === "hand_over")?.id ?? null;
}
