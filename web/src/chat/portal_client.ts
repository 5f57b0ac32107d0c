// 和服务器来往。本站的页面用 cookie；嵌在别的网站里用令牌，不用第三方 cookie。
import type { Binding, BindingOffer, Entry, Evidence, Facts, HandOverCard, Rating, Standing } from "./protocol";
import { readStream } from "./event_stream";
import type { Kept } from "./storage";

const LONGEST_WAIT = 60_000;
const LONGEST_SILENCE = 40_000; // 服务器每十五秒有一次心跳
const TOKEN = "hotline.session";

/** 服务器说不行：canRetry 是过一会儿再来有没有用，wait 是等多少毫秒。 */
export class Refused extends Error {
  constructor(
    message: string,
    readonly canRetry: boolean,
    readonly wait = 0,
  ) {
    super(message);
  }
}

/** 会话没有了：隔了一天过期了，或者在别的页里结束了。 */
export class SessionGone extends Error {}

/** 没有送到：网断了，或者等得太久。 */
export class Unreachable extends Error {}

export class PortalClient {
  private token: string | null = null;

  constructor(
    readonly server: string,
    private readonly embedded: boolean,
    private readonly kept: Kept,
  ) {
    if (embedded) this.token = kept.getItem(TOKEN);
  }

  /** 接着用原来的会话，没有就开一个。 */
  async open(): Promise<Facts & Standing> {
    const answer = await this.call("/session", { method: "POST", body: JSON.stringify({ embedded: this.embedded }) });
    const opened = await answer.json();
    if (opened.token) {
      this.token = opened.token as string;
      this.kept.setItem(TOKEN, this.token);
    }
    return opened;
  }

  async end(): Promise<void> {
    await this.call("/session/end", { method: "POST" });
    this.token = null;
    this.kept.removeItem(TOKEN);
  }

  async send(message: string, title: string | null, key: string): Promise<{ conversation: string; entries: Entry[] }> {
    const body = JSON.stringify(title ? { message, title } : { message });
    const answer = await this.call("/messages", { method: "POST", body, headers: { "Idempotency-Key": key } });
    return answer.json();
  }

  /** 推来的每一句交给 onEntry；断了就抛错，由调用的人决定什么时候再连。 */
  async listen(after: number, signal: AbortSignal, on: { open(standing: Standing): void; entry(entry: Entry): void; typing(on: boolean): void }): Promise<void> {
    const answer = await this.call(`/events?after=${after}`, { signal }, 0);
    if (!answer.body) throw new Unreachable();
    await readStream(answer.body, LONGEST_SILENCE, ({ name, data }) => {
      if (name === "conversation") on.open(JSON.parse(data));
      if (name === "entry") on.entry(JSON.parse(data));
      if (name === "typing") on.typing(JSON.parse(data).on);
    });
  }

  async upload(file: Blob, name: string): Promise<Evidence> {
    const headers = { "X-File-Name": encodeURIComponent(name.slice(0, 80)), "Content-Type": file.type || "application/octet-stream" };
    return (await this.call("/evidence", { method: "POST", body: file, headers })).json();
  }

  async evidence(): Promise<Evidence[]> {
    return (await (await this.call("/evidence", {})).json()).evidence;
  }

  async download(evidence: Evidence): Promise<Blob> {
    return (await this.call(`/evidence/${evidence.evidence_no}`, {})).blob();
  }

  async discard(evidence: Evidence): Promise<void> {
    await this.call(`/evidence/${evidence.evidence_no}`, { method: "DELETE" });
  }

  async handOver(): Promise<HandOverCard | null> {
    return (await (await this.call("/hand-over", {})).json()).hand_over;
  }

  async rate(rating: Rating, key: string): Promise<void> {
    await this.call("/ratings", { method: "POST", body: JSON.stringify(rating), headers: { "Idempotency-Key": key } });
  }

  async offerBinding(): Promise<BindingOffer> {
    return (await this.call("/wechat-binding", { method: "POST" })).json();
  }

  async binding(): Promise<Binding> {
    return (await this.call("/wechat-binding", {})).json();
  }

  async unbind(): Promise<void> {
    await this.call("/wechat-binding", { method: "DELETE" });
  }

  private async call(path: string, request: RequestInit, longest = LONGEST_WAIT): Promise<Response> {
    const answer = await this.fetch(path, request, longest);
    if (answer.ok) return answer;
    if (answer.status === 401) throw new SessionGone();
    throw await refusal(answer);
  }

  private async fetch(path: string, request: RequestInit, longest: number): Promise<Response> {
    const headers: Record<string, string> = { ...(request.headers as Record<string, string>) };
    if (typeof request.body === "string") headers["Content-Type"] = "application/json";
    if (this.embedded && this.token) headers.Authorization = `Bearer ${this.token}`;
    const abort = new AbortController();
    const timer = longest ? setTimeout(() => abort.abort(), longest) : undefined;
    if (request.signal?.aborted) abort.abort();
    request.signal?.addEventListener("abort", () => abort.abort());
    try {
      const credentials = this.embedded ? "omit" : "same-origin";
      return await fetch(`${this.server}/webhooks/portal${path}`, { ...request, headers, credentials, signal: abort.signal });
    } catch {
      throw new Unreachable();
    } finally {
      clearTimeout(timer);
    }
  }
}

async function refusal(answer: Response): Promise<Refused> {
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get("retry-after")) || 5;
    return new Refused(problem.detail || "问的人有点多，请过一会儿再试。", true, seconds * 1000);
  }
  if (answer.status === 503 && problem.detail) return new Refused(problem.detail, true);
  if (answer.status >= 500) return new Refused("抱歉，系统刚才没答上来。", true);
  return new Refused(problem.detail || "这句话没能发出去，请改一改再发。", false);
}
