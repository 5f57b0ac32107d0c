// 等着发出去的话：一句一句按次序发，断了接着发，同一句用同一个 key，服务器认得出。
import { reactive } from "vue";
import { Refused, Unreachable } from "./portal_client";
import type { Entry } from "./protocol";
import type { Kept } from "./storage";

export interface Outgoing {
  key: string;
  text: string; // 发给热线的
  title: string | null; // 按钮上的字；自己打的话没有
  state: "waiting" | "sending" | "failed" | "refused";
  reason: string; // 上一次为什么没发成；网断了是空的
  hasFailed: boolean; // 发过一次，没发成
}

const KEPT = "hotline.outbox";
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 15_000;
const MOST_ERRORS = 4; // 系统出错自己重试几次，再不行请市民点“重试”

export class Outbox {
  readonly items: Outgoing[] = reactive([]);
  private isRunning = false;
  private wakeUp: (() => void) | null = null;
  private wait = FIRST_WAIT;
  private errors = 0;

  constructor(
    private readonly deliver: (item: Outgoing) => Promise<Entry[]>,
    private readonly arrived: (entries: Entry[]) => void,
    private readonly kept: Kept,
  ) {
    for (const item of read(kept)) this.items.push({ ...item, state: item.state === "refused" ? "refused" : "waiting" });
  }

  get isEmpty(): boolean {
    return !this.items.some((item) => item.state === "waiting" || item.state === "sending");
  }

  add(text: string, title: string | null): Outgoing {
    this.items.push({ key: newKey(), text, title, state: "waiting", reason: "", hasFailed: false });
    this.save();
    void this.run();
    return this.items[this.items.length - 1];
  }

  /** 网通了，或者市民点了重试：马上再发。 */
  retry(): void {
    this.wait = FIRST_WAIT;
    this.errors = 0;
    for (const item of this.items) if (item.state === "failed") item.state = "waiting";
    this.wakeUp?.();
    void this.run();
  }

  /** 服务器已经有了这一句（答复丢了，从推送里看到的）。 */
  seen(key: string): void {
    this.remove((item) => item.key === key);
  }

  discard(key: string): void {
    this.remove((item) => item.key === key);
  }

  clear(): void {
    this.remove(() => true);
  }

  async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      let next: Outgoing | undefined;
      while ((next = this.items.find((item) => item.state === "waiting")) && !this.items.some((item) => item.state === "failed")) {
        await this.attempt(next);
      }
    } finally {
      this.isRunning = false;
    }
  }

  private async attempt(item: Outgoing): Promise<void> {
    item.state = "sending";
    try {
      const entries = await this.deliver(item);
      this.wait = FIRST_WAIT;
      this.errors = 0;
      this.seen(item.key);
      this.arrived(entries);
    } catch (failure) {
      if (!this.items.includes(item)) return; // 推送里已经看到了
      if (failure instanceof Refused && !failure.canRetry) {
        item.state = "refused";
        item.reason = failure.message;
        this.save();
        return;
      }
      item.state = "waiting";
      item.hasFailed = true;
      item.reason = failure instanceof Unreachable ? "" : (failure as Error).message;
      if (failure instanceof Refused && !failure.wait && ++this.errors >= MOST_ERRORS) {
        item.state = "failed";
        return;
      }
      await this.pause(failure instanceof Refused && failure.wait ? failure.wait : this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      this.wakeUp = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }

  private remove(which: (item: Outgoing) => boolean): void {
    for (let i = this.items.length - 1; i >= 0; i--) if (which(this.items[i])) this.items.splice(i, 1);
    this.save();
  }

  private save(): void {
    try {
      this.kept.setItem(KEPT, JSON.stringify(this.items));
    } catch {
      // 存不下（隐私模式、满了）也不妨碍这一页里发
    }
  }
}

function read(kept: Kept): Outgoing[] {
  try {
    const items = JSON.parse(kept.getItem(KEPT) || "[]");
    return Array.isArray(items) ? items.filter((item) => typeof item?.key === "string" && typeof item?.text === "string") : [];
  } catch {
    return [];
  }
}

export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
