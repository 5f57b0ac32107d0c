// 和服务器说定的卡片，写法见 connectors/channels/README.md。
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
