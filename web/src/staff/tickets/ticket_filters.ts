// 列表页的条件：和网址、和 GET /tickets 的写法一样。
export const FIELDS = ["q", "status", "kind", "department", "problem", "urgency", "overdue", "citizen_words"] as const;
export type Field = (typeof FIELDS)[number];
export type Filters = Record<Field, string>;

/** 从网址里读；没写的是空的。 */
export function fromAddress(search: string): Filters {
  const query = new URLSearchParams(search);
  return Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? ""])) as Filters;
}

/** 写了的几样。 */
export function given(filters: Partial<Filters>): Record<string, string> {
  return Object.fromEntries(FIELDS.filter((name) => filters[name]).map((name) => [name, filters[name]!]));
}

export const sameFilters = (one: Partial<Filters>, other: Partial<Filters>) => FIELDS.every((name) => (one[name] ?? "") === (other[name] ?? ""));
