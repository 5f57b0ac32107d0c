// 和服务器说话：带上 CSRF 令牌；没登录的转去登录页；出错的把人话拿出来。
import type { Session, Vocabulary } from "./types";

export class CallFailed extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

let csrf: string | null = null;

export async function call<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}, keepalive = false): Promise<T> {
  const headers: Record<string, string> = { ...more };
  const is_form = body instanceof FormData; // 表单的类型由浏览器写，带着分隔符
  if (body !== undefined && !is_form) headers["content-type"] = "application/json";
  if (csrf && method !== "GET") headers["x-csrf-token"] = csrf;
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, { method, headers, body: body === undefined ? undefined : is_form ? body : JSON.stringify(body), credentials: "same-origin", keepalive });
  } catch {
    throw new CallFailed(0, "offline", "连不上服务器，请看看网络，稍后再试。");
  }
  if (answer.status === 204) return undefined as T;
  const record = await answer.json().catch(() => ({}));
  if (answer.ok) return record as T;
  if (record.code === "unauthenticated" && location.pathname !== "/login") goTo(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  throw new CallFailed(answer.status, record.code ?? "http_error", record.detail ?? "没有办成，请稍后再试。", record);
}

export const get = <T>(path: string) => call<T>("GET", path);
export const post = <T>(path: string, body: unknown = {}, more: Record<string, string> = {}) => call<T>("POST", path, body, more);

export const send = <T>(path: string, form: FormData) => call<T>("POST", path, form);

export async function signIn(username: string, password: string): Promise<Session> {
  return remember(await post<Session>("/session", { username, password }));
}

export async function whoAmI(): Promise<Session> {
  return remember(await get<Session>("/session"));
}

export async function changePassword(old: string, fresh: string): Promise<Session> {
  return remember(await post<Session>("/session/password", { old, new: fresh }));
}

export async function signOut(): Promise<void> {
  await call("DELETE", "/session");
  csrf = null;
  goTo("/login");
}

// 只去一次：几个请求同时说没登录，后一次跳转会打断前一次。
let going = false;
window.addEventListener("pageshow", (event) => event.persisted && (going = false)); // 按“后退”回来的，还能再去
export function goTo(url: string): void {
  if (going) return;
  going = true;
  location.assign(url);
}

let words: Promise<Vocabulary> | null = null;
export const vocabulary = () =>
  (words ??= get<Vocabulary>("/vocabulary").catch((error) => {
    words = null; // 没取成的不留着，再试还能取
    throw error;
  }));

function remember(session: Session): Session {
  csrf = session.csrf_token;
  return session;
}
