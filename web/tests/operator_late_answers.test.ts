// 坐席台：晚到的答复不落到下一位市民头上，写了的话不丢。
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import HeldAnswers from "../src/staff/operator/HeldAnswers.vue";
import { listen, type Said } from "../src/staff/operator/live_help";
import OperatorConsole from "../src/staff/operator/OperatorConsole.vue";
import WaitingList from "../src/staff/operator/WaitingList.vue";
import LoginPage from "../src/staff/LoginPage.vue";
import { aServer, button, closeAll, open, press, settled, submit, write } from "./staff_page";

beforeEach(() => vi.stubGlobal("scrollTo", () => undefined));
afterEach(closeAll);

const proposed = { kind: "complaint", problem: null, department: "", department_name: "消保科", ticket_system: "", urgency: "normal", reason: "", basis: "", missing: [], clocks: [], prefilled: {} };
const help = (ticket: unknown) => ({ suggestions: [], emergency: null, ticket, reasons: [] });
const typed = (page: HTMLElement) => page.querySelector<HTMLTextAreaElement>(".say-row textarea")!;
const say = async (page: HTMLElement, text: string) => {
  await write(typed(page), text);
  await submit(typed(page).closest("form"));
};

test("收了线才到的帮助，不给下一位市民备工单", async () => {
  const asked = aServer();
  const page = await open(OperatorConsole, {}, ["answer_calls"]);
  await press("来了电话，边听边记");
  await say(page, "上周买的电饭煲坏了");
  await asked("/suggestions")[0].answer(help(null));
  await say(page, "老板不肯退钱给我");
  await asked("/suggestions")[1].answer(help(null));
  const overall = asked("/suggestions")[2];
  await press("收线");
  await press("来了电话，边听边记");
  await overall.answer(help(proposed));
  expect(page.querySelector(".ticket-form")).toBeNull();
});

test("坐席接着打字，市民说的那一句照样备工单", async () => {
  const asked = aServer();
  const page = await open(OperatorConsole, {}, ["answer_calls"]);
  await press("来了电话，边听边记");
  await say(page, "上周买的电饭煲坏了");
  await write(typed(page), "还有一件事");
  await vi.waitFor(() => expect(asked("/suggestions").length).toBe(2));
  await asked("/suggestions")[1].answer(help(null));
  await asked("/suggestions")[0].answer(help(proposed));
  await vi.waitFor(() => expect(asked("/suggestions").length).toBe(3));
  await asked("/suggestions")[2].answer(help(proposed));
  expect(page.querySelector(".ticket-form")).not.toBeNull();
});

test("名单没有取到，不说没有人在等；取到了就撤", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const asked = aServer();
  const nobody = { hand_overs: [], mine: [], offered: [], left: [] };
  const page = await open(WaitingList, { busy: false, current: "" }, ["answer_calls"]);
  await asked("/calls")[0].answer({ detail: "正在重启" }, 503);
  await asked("/hand-overs")[0].answer(nobody);
  expect(page.querySelector("[role=alert]")!.textContent).toContain("连不上服务器");
  expect(page.textContent).not.toContain("没有人在等");
  vi.advanceTimersByTime(3000);
  await asked("/calls")[1].answer({ calls: [] });
  await asked("/hand-overs")[1].answer(nobody);
  vi.useRealTimers();
  expect(page.querySelector("[role=alert]")).toBeNull();
  expect(page.textContent).toContain("没有人在等");
});

test("正在接一件，不能再接另一件", async () => {
  const asked = aServer();
  const page = await open(WaitingList, { busy: false, current: "" }, ["answer_calls"]);
  await asked("/calls")[0].answer({ calls: ["C1", "C2"].map((call_id) => ({ call_id, operator: null, started_at: "2026-11-27T10:00" })) });
  await asked("/hand-overs")[0].answer({ hand_overs: [], mine: [], offered: [], left: [] });
  await press("接");
  expect([...page.querySelectorAll("button")].every((one) => one.disabled)).toBe(true);
  await asked("/calls/C2/take")[0].answer({ detail: "别人接了" }, 409);
  expect([...page.querySelectorAll("button")].some((one) => one.disabled)).toBe(false);
});

test("照发一条的答复晚到，正在改的另一条不丢", async () => {
  const asked = aServer();
  const held = [1, 2].map((id) => ({ id, until: "2026-11-27T10:00", replies: [{ text: `第${id}条` }] }));
  const page = await open(HeldAnswers, { number: "H1", held });
  page.querySelector<HTMLButtonElement>("article button")!.click();
  await press("改了发");
  await write(page.querySelector("textarea"), "我写的");
  await asked("/hand-overs/H1/held/1/release")[0].answer({});
  expect(page.querySelector("textarea")?.value).toBe("我写的");
});

test("来电的推送被服务器关了，重开接着听，不重也不漏", async () => {
  vi.useFakeTimers();
  const feeds: Feed[] = [];
  class Feed extends EventTarget {
    static CLOSED = 2;
    readyState = 1;
    constructor() {
      super();
      feeds.push(this);
    }
    close() {
      this.readyState = 2;
    }
    says(number: number) {
      this.dispatchEvent(new MessageEvent("utterance", { data: JSON.stringify({ number, by: "citizen", text: `第${number}句` }) }));
    }
  }
  vi.stubGlobal("EventSource", Feed);
  const heard: string[] = [];
  const stop = listen("C1", (one: Said) => heard.push(one.text));
  feeds[0].says(1);
  feeds[0].close();
  feeds[0].dispatchEvent(new Event("error"));
  await vi.advanceTimersByTimeAsync(2_000);
  feeds[1].says(1);
  feeds[1].says(2);
  stop();
  vi.useRealTimers();
  expect(heard).toEqual(["第1句", "第2句"]);
});

test("登录成了，换页以前不能再按", async () => {
  const asked = aServer();
  const page = await open(LoginPage);
  await write(page.querySelector("#username"), "wang");
  await write(page.querySelector("#password"), "口令");
  await submit(page.querySelector("form"));
  await asked("/session")[0].answer({ csrf_token: "x" });
  await settled();
  expect(button("登录").disabled).toBe(true);
});
