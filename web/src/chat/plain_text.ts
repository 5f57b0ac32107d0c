// 热线的话怎么显示：12345、12315 可以直接拨；依据、核对日期小一号。

export interface Piece {
  text: string;
  phone?: string;
}

const ASIDE = /^(依据：|（核对日期|其中有尚未核实)/;
const HOTLINES = /(^|[^0-9A-Za-z.-])(12345|12315)(?![0-9A-Za-z元.])/g;

export function withPhones(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(HOTLINES)) {
    const start = match.index + match[1].length;
    if (start > from) pieces.push({ text: text.slice(from, start) });
    pieces.push({ text: match[2], phone: match[2] });
    from = start + match[2].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

export function isAside(line: string): boolean {
  return ASIDE.test(line);
}

/** “问题（为什么问）” → [问题, 为什么]。 */
export function questionAndWhy(text: string): [string, string] {
  const match = /^([^（]+)（([^]+)）$/.exec(text);
  return match ? [match[1], match[2]] : [text, ""];
}

export function hasWords(text: string): boolean {
  return /[^\s\p{Cc}\p{Cf}]/u.test(text);
}

/** 2026-05-09 → 5月9日 */
export function sayDay(day: string): string {
  const [, month, date] = day.split("-").map(Number);
  return `${month}月${date}日`;
}

export function sayMoment(at: string): string {
  const moment = new Date(at);
  const parts = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
  return parts.format(moment);
}

export function saySize(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)}兆` : `${Math.max(1, Math.round(bytes / 1000))}千字节`;
}

/** 几项都是同一句话（多半是“尚未核实”）时，合在一起只说一遍。 */
export function sameSaidOnce(pairs: [string, string][]): [string, string][] {
  const said = new Map<string, string>();
  for (const [name, line] of pairs) said.set(line, said.has(line) ? `${said.get(line)}、${name}` : name);
  return Array.from(said, ([line, names]) => [names, line]);
}
