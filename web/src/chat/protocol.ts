// 和服务器说定的样子：一句话、按钮、证据、会话。卡片在 cards/protocol.ts。
import type { Card } from "./cards/protocol";

export * from "./cards/protocol";

export interface Choice {
  title: string;
  payload: string;
}

export interface Entry {
  id: number;
  at: string;
  by: "citizen" | "hotline" | "operator";
  text?: string;
  title?: string;
  key?: string;
  via?: "wechat"; // 在微信里说的
  buttons?: Choice[];
  custom?: Card;
}

export interface Evidence {
  evidence_no: string;
  name: string;
  media_type: string;
  size: number;
  said: string;
}

export interface PrivacyNotice {
  title: string;
  summary: string;
  points: { name: string; text: string }[];
  verified: boolean;
}

export interface Facts {
  privacy_notice: PrivacyNotice;
  office_hours: string;
  always_open: string;
  evidence: { types: string[]; largest: number; most: number };
  has_wechat: boolean;
}

/** 网页的对话接到微信：waiting 等着扫，asked 扫了还没答应。 */
export interface Binding {
  state: "none" | "waiting" | "asked" | "bound" | "expired";
  until: string | null;
}

export interface BindingOffer extends Binding {
  qr: { size: number; path: string };
  simulator: string | null; // 演示环境：模拟的手机
}

/** 现在是哪个对话，接没接着微信。 */
export interface Standing {
  conversation: string;
  is_bound: boolean;
}

export interface Rating {
  grade: string;
  cause?: string; // 差在哪里
  comment: string;
}
