// 转人工的几步：列表、接、转、收尾；扣着的答复。
import { call, get, post } from "../client";

export interface Offer {
  by: string;
  to: string | null;
  department: string | null;
  note: string;
}
export interface HandOver {
  number: string;
  reason: string;
  emergency: string | null;
  department: string | null;
  phone: string | null;
  created_at: string;
  taken_by: string | null;
  first_taken_by: string | null;
  holds_answers: boolean;
  offer: Offer | null;
  refused_by: string | null;
  refusal: string;
}
export interface Lists {
  hand_overs: HandOver[];
  mine: HandOver[];
  offered: HandOver[];
  left: HandOver[];
}
export interface EmergencyRead {
  id: string;
  name: string;
  hand_over_no: string;
  reported_at: string;
  phone: string | null;
  told: string;
  call: { number: string; note: string; verified: boolean }[];
  is_kept: boolean;
  said: string[];
  places: string[];
  last_said_at: string | null;
}
export interface Colleague {
  username: string;
  role: string;
  department: string | null;
  in_hand: number;
  is_away: boolean;
}
export interface Reply {
  text?: string;
  title?: string;
  buttons?: { title: string }[];
  custom?: { type?: string };
}
export interface Held {
  id: number;
  replies: Reply[];
  until: string;
}

const CARDS: Record<string, string> = { notice: "（一次性告知书）", hand_over: "（已转人工，请等候）", ticket_filed: "（工单已登记）", draft: "（登记表）" };

/** 一句话在坐席这里怎么写：卡片写名字，按钮写在后面。 */
export function wordsOf(reply: Reply): string {
  const said = reply.title ?? reply.text ?? CARDS[reply.custom?.type ?? ""] ?? "（卡片）";
  return reply.buttons?.length ? `${said}\n［${reply.buttons.map((one) => one.title).join("］［")}］` : said;
}

const path = (number: string) => `/hand-overs/${number}`;
export const lists = () => get<Lists>("/hand-overs");
export const take = (number: string) => post<HandOver>(`${path(number)}/take`);
export const emergenciesOf = async (number: string) => (await get<{ emergencies: EmergencyRead[] }>(`${path(number)}/emergencies`)).emergencies;
export const refuse = (number: string, note: string) => post(`${path(number)}/refuse`, { note });
export const say = (number: string, text: string) => post(`${path(number)}/say`, { text });
export const giveBack = (number: string) => post(`${path(number)}/return`);
export const passOn = (number: string, to: { to?: string; department?: string }, note: string) => post(`${path(number)}/pass`, { ...to, note });
export const withdraw = (number: string) => call("DELETE", `${path(number)}/pass`);
export const hold = (number: string, holds: boolean) => post(`${path(number)}/holding`, { holds });
export const release = (number: string, id: number) => post(`${path(number)}/held/${id}/release`);
export const replace = (number: string, id: number, text: string) => post(`${path(number)}/held/${id}/replace`, { text });
export const wrapUp = (number: string, reason: string, note: string) => post(`${path(number)}/wrap-up`, { reason, note });
export const colleagues = async () => (await get<{ colleagues: Colleague[] }>("/colleagues")).colleagues;
export const setAway = (is_away: boolean) => post("/colleagues/me", { is_away });
