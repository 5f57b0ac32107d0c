// 工单上几样东西怎么说。
import type { Clock, HistoryEntry, Ticket, Vocabulary } from "../types";

/** 在走的期限里最近的一个。 */
export function nearest(ticket: Ticket): Clock | undefined {
  const running = ticket.clocks.filter((clock) => clock.status === "running" && clock.due_on);
  return running.sort((a, b) => a.due_on!.localeCompare(b.due_on!))[0];
}

export const urgencyTag = (urgency: string) => (urgency === "emergency" ? "danger" : "warning");

export const LINKS: Record<string, string> = {
  duplicate_of: "和它重复",
  has_duplicate: "重复的",
  same_event: "同一件事",
  continues: "接着它的",
  continued_by: "后来又来的",
  split: "同一次来话分出的",
  merged_into: "并入",
};

// 不是工作人员的几位，怎么称呼。
export const BY: Record<string, string> = { bot: "热线", citizen: "市民", clock: "热线自动" };

export const DELIVERY: Record<string, string> = {
  waiting: "在发件箱里，等着送",
  sending: "正在送",
  delivered: "已送达，有回执",
  stuck: "送不出去，要人看",
  refused: "对方不收，要改",
};

const SHORT: Record<string, string> = { WithdrawalAsked: "要撤回", NewFactsReported: "新的事实", TicketUrged: "催办", TicketSupplemented: "补充", ContactChanged: "换电话" };

/** 市民又说的几样，要紧的在前：“要撤回、催办2次”。 */
export function citizenWords(ticket: Ticket): string {
  const kinds = Object.keys(SHORT).map((fact) => ({ name: SHORT[fact], times: ticket.citizen_words.filter((one) => one.fact === fact).length }));
  return kinds.filter((one) => one.times).map((one) => (one.times > 1 ? `${one.name}${one.times}次` : one.name)).join("、");
}

/** 经过的一条，细节写成人话。 */
export function detailsOf(entry: HistoryEntry, words: Vocabulary): string {
  const names = { ...words.departments, ...words.external_bodies };
  return Object.entries(entry.details)
    .map(([key, value]) => {
      if (key === "department") return `科室：${names[String(value)] ?? value}`;
      if (key === "supporting") return (value as string[]).length ? `协办：${(value as string[]).map((id) => names[id] ?? id).join("、")}` : "";
      if (key === "outcome") return `结果：${words.resolutions[String(value)] ?? value}`;
      if (key === "grounds") return `理由：${(value as string[]).map((id) => words.grounds.find((g) => g.id === id)?.text ?? id).join("；")}`;
      if (key === "problem") return `问题：${(value as string[]).map((id) => words.problems[id] ?? id ?? "空").join(" → ")}`;
      if (key === "urgency") return `紧急：${(value as string[]).map((id) => words.urgencies[id] ?? id).join(" → ")}`;
      if (key === "notice") return String(value);
      if (key === "reply") return `答复：${value}`;
      return "";
    })
    .filter(Boolean)
    .join("；");
}
