import { beforeEach, expect, test, vi } from "vitest";
import { Outbox, type Outgoing } from "../src/chat/outbox";
import { Refused, Unreachable } from "../src/chat/portal_client";
import type { Entry } from "../src/chat/protocol";
import { safeStorage, type Kept } from "../src/chat/storage";

let kept: Kept;
let arrived: Entry[];
let delivered: string[];

beforeEach(() => {
  vi.useFakeTimers();
  kept = safeStorage(() => {
    throw new Error("不让用");
  });
  arrived = [];
  delivered = [];
});

/** 收发件箱：answers 里一次给一个结果，给错误就是没送成。 */
function anOutbox(...answers: (Error | null)[]): Outbox {
  const deliver = async (item: Outgoing): Promise<Entry[]> => {
    delivered.push(`${item.text}#${item.key}`);
    const answer = answers.shift();
    if (answer) throw answer;
    return [{ id: delivered.length, at: "", by: "citizen", text: item.text, key: item.key }];
  };
  return new Outbox(deliver, (entries) => arrived.push(...entries), kept);
}

test("一句一句按次序发", async () => {
  const outbox = anOutbox();
  outbox.add("一", null);
  outbox.add("二", null);
  await vi.runAllTimersAsync();
  expect(arrived.map((entry) => entry.text)).toEqual(["一", "二"]);
  expect(outbox.items).toEqual([]);
});

test("断了自己再发，同一句用同一个 key，不重也不丢", async () => {
  const outbox = anOutbox(new Unreachable(), new Unreachable(), null);
  outbox.add("一", null);
  await vi.runAllTimersAsync();
  expect(new Set(delivered).size).toBe(1);
  expect(delivered.length).toBe(3);
  expect(arrived.length).toBe(1);
});

test("前一句没发出去，后一句不抢先", async () => {
  const outbox = anOutbox(new Unreachable());
  outbox.add("一", null);
  outbox.add("二", null);
  await vi.advanceTimersByTimeAsync(1500);
  expect(delivered.length).toBe(1);
  await vi.runAllTimersAsync();
  expect(arrived.map((entry) => entry.text)).toEqual(["一", "二"]);
});

test("收不了的话留着让市民改，不挡后面的", async () => {
  const outbox = anOutbox(new Refused("太长了", false));
  outbox.add("很长", null);
  outbox.add("短", null);
  await vi.runAllTimersAsync();
  expect(outbox.items.map(({ text, state, reason }) => ({ text, state, reason }))).toEqual([{ text: "很长", state: "refused", reason: "太长了" }]);
  expect(arrived.map((entry) => entry.text)).toEqual(["短"]);
});

test("系统一直出错就停下，点了重试再发", async () => {
  const wrong = () => new Refused("系统出错", true);
  const outbox = anOutbox(wrong(), wrong(), wrong(), wrong(), null);
  outbox.add("一", null);
  await vi.runAllTimersAsync();
  expect(outbox.items[0].state).toBe("failed");
  outbox.retry();
  await vi.runAllTimersAsync();
  expect(arrived.length).toBe(1);
});

test("嫌太快时照服务器说的等", async () => {
  const outbox = anOutbox(new Refused("太快了", true, 7000), null);
  outbox.add("一", null);
  await vi.advanceTimersByTimeAsync(6900);
  expect(delivered.length).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(delivered.length).toBe(2);
});

test("推送里已经看到的一句不再发", async () => {
  const outbox = anOutbox(new Unreachable());
  const item = outbox.add("一", null);
  await vi.advanceTimersByTimeAsync(10);
  outbox.seen(item.key);
  await vi.runAllTimersAsync();
  expect(delivered.length).toBe(1);
  expect(outbox.items).toEqual([]);
});

test("没发出去的话，重新打开页面还在，接着发", async () => {
  anOutbox(new Unreachable()).add("一", "按钮上的字");
  await vi.advanceTimersByTimeAsync(10);
  const again = anOutbox();
  expect(again.items.map(({ text, title, state }) => ({ text, title, state }))).toEqual([{ text: "一", title: "按钮上的字", state: "waiting" }]);
});

test("存的东西坏了当作没有", () => {
  kept.setItem("hotline.outbox", "{坏的");
  expect(anOutbox().items).toEqual([]);
});
