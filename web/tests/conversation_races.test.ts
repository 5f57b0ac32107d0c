// 答复来得晚：结束了的对话、先前问的证据，不盖过后来的。
import { afterEach, expect, test, vi } from "vitest";
import { startConversation, type Conversation } from "../src/chat/conversation";
import { SessionGone, Unreachable, type PortalClient } from "../src/chat/portal_client";
import type { Entry, Evidence } from "../src/chat/protocol";
import { safeStorage } from "../src/chat/storage";
import { startUploads } from "../src/chat/uploads";

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (failure: Error) => void;
}
let conversation: Conversation;
afterEach(() => conversation.stop());

/** 一个听话的服务器：发的话、问的证据，什么时候答由测试定；会话一个接一个叫 A、B……。 */
async function aServer() {
  let opened = 64;
  const sent: (Waiting<{ conversation: string; entries: Entry[] }> & { text: string })[] = [];
  const looks: Waiting<Evidence[]>[] = [];
  const client = {
    open: vi.fn(async () => ({ conversation: String.fromCharCode(++opened), is_bound: false })),
    end: vi.fn(async () => undefined),
    send: (text: string) => new Promise((resolve, reject) => sent.push({ text, resolve, reject })),
    evidence: () => new Promise((resolve, reject) => looks.push({ resolve, reject })),
    upload: async (_: Blob, name: string) => evidence(name),
    discard: vi.fn(async () => undefined),
    listen: (_: number, signal: AbortSignal, on: { open: (standing: object) => void }) =>
      new Promise((_, reject) => {
        on.open({ conversation: String.fromCharCode(opened), is_bound: false });
        signal.addEventListener("abort", () => reject(new Unreachable()));
      }),
  };
  const kept = safeStorage(() => {
    throw new Error("不让用");
  });
  conversation = startConversation(client as unknown as PortalClient, kept);
  await vi.waitFor(() => expect(conversation.connection.value).toBe("open"));
  return { client, sent, looks };
}

const evidence = (name: string) => ({ evidence_no: `E-${name}`, name, size: 1, said: name }) as Evidence;
const names = () => conversation.evidence.map((one) => one.name);
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test("结束以后才说会话没有了的一句，不再发进新的对话", async () => {
  const { client, sent } = await aServer();
  conversation.say("我家的事");
  await vi.waitFor(() => expect(sent.length).toBe(1));
  await conversation.end();
  sent[0].reject(new SessionGone());
  await vi.waitFor(() => expect(client.open).toHaveBeenCalledTimes(2));
  await settled();
  expect(sent.map((one) => one.text)).toEqual(["我家的事"]);
});

test("结束以后才到的答复，不再摆出来", async () => {
  const { client, sent } = await aServer();
  conversation.say("我家的事");
  await vi.waitFor(() => expect(sent.length).toBe(1));
  await conversation.end();
  await vi.waitFor(() => expect(client.open).toHaveBeenCalledTimes(2));
  sent[0].resolve({ conversation: "A", entries: [{ id: 1, at: "", by: "citizen", text: "我家的事" }] });
  await settled();
  expect(conversation.entries.value).toEqual([]);
});

test("传好一份以后才到的旧清单，不盖掉它", async () => {
  const { looks } = await aServer();
  await startUploads(conversation).add([new File(["x"], "小票.txt")]);
  looks[0].resolve([]);
  await settled();
  expect(names()).toEqual(["小票.txt"]);
  looks.at(-1)!.resolve([evidence("小票.txt"), evidence("先前交的")]);
  await settled();
  expect(names()).toEqual(["小票.txt", "先前交的"]);
});

test("清单换过了，删的还是点的那一份", async () => {
  const { looks } = await aServer();
  looks[0].resolve([evidence("一"), evidence("二")]);
  await settled();
  const uploads = startUploads(conversation);
  const first = conversation.evidence[0];
  await Promise.all([uploads.discard(first), uploads.discard(first)]);
  expect(names()).toEqual(["二"]);
});
