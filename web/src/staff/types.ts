// 接口里的样子，只写页面用到的。全部说明在 /docs。
export interface Session {
  username: string;
  role: string;
  role_name: string;
  department: string | null;
  department_name: string | null;
  permissions: string[];
  csrf_token: string | null;
  must_change_password: boolean;
}

export interface StaffAccount {
  username: string;
  role: string;
  department: string | null;
  is_active: boolean;
  locked_until: string | null;
  must_change_password: boolean;
  is_me: boolean;
}

export interface StaffToken {
  number: string;
  username: string;
  role: string;
  department: string | null;
  purpose: string;
  issued_at: string | null;
  issued_by: string | null;
}

export type Names = Record<string, string>;

export interface Vocabulary {
  kinds: Names;
  systems: Names;
  urgencies: Names;
  problems: Names;
  statuses: Names;
  open_statuses: string[];
  bulk_verbs: string[];
  clock_statuses: Names;
  facts: Names;
  audited: Names;
  conditions: Names; // 列表的条件
  pauses: Names;
  resolutions: Names;
  roles: Names;
  departments: Names;
  emergencies: Names;
  external_bodies: Names;
  grounds: { id: string; text: string; basis: string }[];
  wrap_ups: { id: string; name: string; needs_note: boolean }[];
  other_routes: string[];
  other_routes_basis: string;
}

export interface Clock {
  id: string;
  name: string;
  starts_at: string;
  due_on: string | null;
  status: string;
  basis: string;
  verified: boolean;
}

export interface HistoryEntry {
  fact: string;
  at: string;
  by: string;
  role: string;
  department: string | null;
  reason: string;
  details: Record<string, unknown>;
}

export interface Ticket {
  ticket_no: string;
  kind: string;
  ticket_system: string;
  problem: string | null;
  urgency: string;
  department: string;
  status: string;
  title: string;
  narrative: string;
  citizen: { name: string | null; phone: string | null; address: string | null; is_anonymous: boolean };
  respondent: { name: string | null; address: string | null; is_online: boolean; platform: string | null };
  subject: { product_or_service: string | null; amount: number | null; event_on: string | null };
  demands: string[];
  evidence: string[];
  source: string;
  first_contact: { by: string; role: string; since: string | null; handed_to: string | null; handed_at: string | null };
  citizen_words: { number: number; fact: string; at: string; seen_by: string | null; seen_at: string | null }[];
  clocks: Clock[];
  external: { system: string; external_no: string | null; delivery_status: string | null };
  linked: { ticket_no: string; kind: string }[];
  history: HistoryEntry[];
}

export interface TicketHelp {
  verbs: string[];
  may_reveal: boolean;
  may_reclassify: boolean;
  clocks: string[];
  supporting: string[];
  filed_at: string;
  heard: { kind: string; kind_confidence: number; department: string | null; problem: string | null; urgency: string; reasons: string[] };
  cluster: { ticket_no: string; kind: string; problem: string | null; status: string; department: string; filed_at: string; due_on: string | null }[];
  drafts: { id: string; name: string; text: string }[];
}

export interface Queues {
  departments: Record<string, number>;
  statuses: Record<string, number>;
  clocks: { overdue: number; due_soon: number };
  citizen_words: { waiting: number; unseen: number };
}

export interface Suggestion {
  type: string;
  id: string;
  title: string;
  score: number;
  is_sure: boolean;
  say: string;
  sources: string[];
  version: string | null;
  reviewed_on: string | null;
  valid_until: string | null;
  verified: boolean;
  materials: { name: string; form?: string | null; only_if?: string | null }[];
  limits: { promised?: string; statutory?: string };
  ask_next: { id: string; ask: string; why: string; options: { id: string; label: string }[] } | null;
}

export interface ProposedTicket {
  kind: string;
  kind_name: string;
  problem: string | null;
  urgency: string;
  department: string;
  department_name: string;
  ticket_system: string;
  route: string;
  reason: string;
  basis: string;
  needs_person: boolean;
  prefilled: Prefilled;
  missing: { id: string; label: string; basis: string }[];
  ask_next: string | null;
  clocks: { id: string; name: string; due_on: string | null; basis: string; verified: boolean }[];
  acceptance: { suggestion: string; grounds: string[] } | null;
  secondary: { kind: string; department: string } | null;
}

export interface Prefilled {
  kind?: string;
  problem?: string;
  department?: string;
  urgency?: string;
  emergency?: string;
  demands?: string[];
  citizen?: Record<string, string | boolean>;
  respondent?: Record<string, string | boolean>;
  subject?: Record<string, string | number>;
}

export interface OperatorHelp {
  emergency: { id: string; name: string; say: string; then: string[]; call: { number: string; note: string; verified: boolean }[]; basis: string | null } | null;
  suggestions: Suggestion[];
  ticket: ProposedTicket | null;
  reasons: string[];
}
