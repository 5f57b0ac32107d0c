// 和服务器说定的样子：一句话、按钮、卡片（卡片的写法见 connectors/channels/README.md）。

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

export type Card =
  | NoticeCard
  | SituationCard
  | EmergencyCard
  | DraftCard
  | FiledCard
  | ProgressCard
  | HandOverCard
  | { type: "refusal" };

export interface Material {
  name: string;
  form: string;
  copies: number | null;
  any_of: string[];
  note: string | null;
  only_if: string | null;
  deferrable: boolean;
  pledge: boolean;
  verified: boolean;
}

export interface NoticeCard {
  type: "notice";
  number: string;
  item_name: string;
  situation: [string, string][];
  handled_elsewhere: string | null;
  bring: Material[];
  not_needed: [string, string][];
  eligibility: string[];
  process: string[];
  statutory_limit: string | null;
  promised_limit: string | null;
  fee: string;
  channels: string[];
  place: [string, string][];
  result: string;
  legal_basis: string[];
  unverified: string[];
  notes: string[];
}

export interface SituationCard {
  type: "situation";
  item_id: string;
  situation: string;
  answered: number;
}

export interface EmergencyCard {
  type: "emergency";
  call: { number: string; note: string | null; verified: boolean }[];
}

export interface DraftField {
  id: string;
  label: string;
  value: string | null;
  status: "filled" | "missing" | "optional" | "declined";
  required: boolean;
  why: string | null;
  edit: string;
}

export interface DraftCard {
  type: "request_draft";
  draft_id: string;
  version: number;
  stage: "collecting" | "confirming" | "set_aside" | "cancelled";
  kind: string;
  kind_name: string;
  second: { kind: string; kind_name: string; is_anonymous: boolean } | null;
  is_anonymous: boolean;
  asking: string | null;
  fields: DraftField[];
  missing: string[];
}

export interface Clock {
  id: string;
  name: string;
  starts_on: string;
  due_on: string | null;
  weekday: string | null;
  literal_due_on: string | null;
  status: string;
  status_name: string;
  basis: string;
  verified: boolean;
  note: string | null;
}

export interface FiledTicket {
  ticket_no: string;
  kind: string;
  kind_name: string;
  title: string;
  ticket_system: string;
  system_name: string;
  department: string;
  department_name: string;
  reason: string | null;
  basis: string | null;
  needs_person: boolean;
  is_anonymous: boolean;
  clocks: Clock[];
  query_code: string | null;
}

export interface FiledCard {
  type: "ticket_filed";
  draft_id: string;
  is_repeat: boolean;
  tickets: FiledTicket[];
}

export interface ProgressCard {
  type: "ticket_progress";
  ticket_no: string;
  kind_name: string;
  status: string;
  status_name: string;
  system_name: string;
  department_name: string;
  filed_at: string;
  clocks: Clock[];
  steps: { fact: string; name: string; at: string }[];
  /** 现在的表做到以后还有的期限，一样一句；没有就不给 */
  later?: string[];
}

export interface HandOverCard {
  type: "hand_over";
  number: string;
  is_taken: boolean;
  ahead: number;
  has_phone: boolean;
  is_open: boolean | null;
  office_hours: string;
  always_open: string;
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
