// 工作人员的一页，和一个什么时候答由测试定的服务器。
import { createApp, h, nextTick, shallowRef, type App, type Component } from "vue";
import { vi } from "vitest";

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  answer: (record: unknown, status?: number) => Promise<void>;
}

const mounted: App[] = [];
export const settled = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  await nextTick();
};

/** 问过的一个一个记着；asked("/audit") 是问这一处的几次。 */
export function aServer() {
  const all: Asked[] = [];
  vi.stubGlobal("fetch", (url: string, { method, body }: { method: string; body?: string }) => {
    let tell: (answer: Response) => void;
    const answered = new Promise<Response>((resolve) => (tell = resolve));
    all.push({
      method,
      path: url.replace("/api/v1", ""),
      body: body && JSON.parse(body),
      answer: (record, status = 200) => (tell(new Response(JSON.stringify(record), { status })), settled()),
    });
    return answered;
  });
  return (path: string, method?: string) => all.filter((one) => one.path.startsWith(path) && (!method || one.method === method));
}

export const VOCABULARY = { departments: {}, external_bodies: {}, roles: {}, audited: {}, conditions: {}, kinds: { complaint: "投诉" }, problems: { price: "价格", safety: "安全" }, urgencies: {}, statuses: { accepted: "已受理", filed: "待受理" }, systems: {}, grounds: [], wrap_ups: [], emergencies: {} };

export async function open(page: Component, props: Record<string, unknown> = {}, permissions: string[] = []): Promise<HTMLElement> {
  const box = document.createElement("div");
  document.body.replaceChildren(box);
  const app = createApp({ render: () => h("div", h(page, props)) });
  app.provide("session", shallowRef({ username: "王一", permissions, department: null, department_name: null }));
  app.provide("words", shallowRef(VOCABULARY));
  app.mount(box);
  mounted.push(app);
  await settled();
  return box;
}

export function closeAll(): void {
  for (const app of mounted.splice(0)) app.unmount();
  vi.unstubAllGlobals();
}

export const button = (name: string) => [...document.querySelectorAll("button")].filter((one) => one.textContent?.trim() === name).at(-1)!;

export async function write(field: Element | null, text: string): Promise<void> {
  (field as HTMLInputElement).value = text;
  field!.dispatchEvent(new Event("input", { bubbles: true }));
  field!.dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
}

export async function submit(form: Element | null): Promise<void> {
  form!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settled();
}

export async function press(name: string): Promise<void> {
  button(name).click();
  await settled();
}
