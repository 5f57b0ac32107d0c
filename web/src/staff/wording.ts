// 时刻、日子怎么写给人看。
export function moment(at: string | null | undefined): string {
  if (!at) return "";
  const [day, time] = at.split("T");
  return `${day} ${time?.slice(0, 5) ?? ""}`.trim();
}

/** 到期还有几天：负的是超了。按东八区的日子数。 */
export function daysLeft(due: string): number {
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
  return Math.round((Date.parse(due) - Date.parse(today)) / 86_400_000);
}

export function dueWords(due: string | null | undefined): string {
  if (!due) return "";
  const left = daysLeft(due);
  if (left < 0) return `超期 ${-left} 天`;
  return left === 0 ? "今天到期" : `还有 ${left} 天`;
}

/** 从那时到现在等了多久。 */
export function sinceWords(at: string): string {
  const hours = Math.floor((Date.now() - Date.parse(at)) / 3_600_000);
  if (hours < 1) return "等了不到一小时";
  return hours < 48 ? `等了 ${hours} 小时` : `等了 ${Math.floor(hours / 24)} 天`;
}
