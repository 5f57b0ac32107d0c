// 台账的数怎么算成率。分母是零就没有率，不写零。
export interface Ledger {
  week: string;
  since: string;
  until: string;
  totals: { filed: number; carried_over: number; resolved: number; overdue: number; satisfied: number; dissatisfied: number };
  rows: Row[];
}

export interface Row {
  ticket_no: string;
  title: string;
  problem: string;
  department: string;
  person: string;
  limit: string;
  due_on: string;
  overdue: string;
  status: string;
  carried_over: string;
  outcome: string;
  satisfied: string;
  grade: string;
}

export interface Statistics {
  tallies: { department_name: string; name: string; times: number; points_each: number | null; points: number | null; basis: string }[];
  unset: string[];
}

interface Named {
  name: string;
  times: number;
}

/** GET /figures：一段日子的各张表。 */
export interface PeriodFigures {
  since: string;
  until: string;
  filed: number;
  without_district: number;
  tables: {
    rates: { id: string; name: string; percent: string; part: number; whole: number; how: string }[];
    trend: { label: string; filed: number; resolved: number; overdue: number }[];
    merchants: (Named & { open: number; tip_offs: number })[];
    problems: Named[];
    departments: Named[];
    districts: Named[];
    adoption: Named[];
  };
}

/** 从这个月一号到今天，按东八区。 */
export function monthSoFar(now = new Date(Date.now() + 8 * 3600_000)): { since: string; until: string } {
  const today = now.toISOString().slice(0, 10);
  return { since: `${today.slice(0, 8)}01`, until: today };
}

export function rates(ledger: Ledger) {
  const { filed, carried_over, resolved, overdue, satisfied, dissatisfied } = ledger.totals;
  const all = filed + carried_over;
  const asked = satisfied + dissatisfied;
  return { resolution: share(resolved, all), overdue: share(overdue, all), satisfaction: share(satisfied, asked), asked };
}

export const percent = (value: number | null) => (value === null ? "—" : `${Math.round(value * 1000) / 10}%`);

const share = (part: number, whole: number) => (whole ? part / whole : null);

/** 最近几周，旧的在前，写作 2026-W20；照 ISO 8601，周一是第一天。 */
export function weeksBack(count: number, today = new Date(Date.now() + 8 * 3600_000)): string[] {
  return Array.from({ length: count }, (_, i) => isoWeek(new Date(today.getTime() - (count - 1 - i) * 7 * 86_400_000)));
}

export function isoWeek(day: Date): string {
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = Math.floor((thursday.getTime() - first) / (7 * 86_400_000)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, "0")}`;
}

export function thisMonth(today = new Date(Date.now() + 8 * 3600_000)): string {
  return today.toISOString().slice(0, 7);
}
