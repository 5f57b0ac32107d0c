import { expect, test } from "vitest";
import { EventReader, readStream } from "../src/chat/event_stream";

test("一条消息分几块到，凑齐了才给", () => {
  const reader = new EventReader();
  expect(reader.feed("id: 3\nevent: ent")).toEqual([]);
  expect(reader.feed('ry\ndata: {"id": 3}\n')).toEqual([]);
  expect(reader.feed("\nevent: typing\ndata: x\n\n: 心跳\n\n")).toEqual([
    { name: "entry", data: '{"id": 3}' },
    { name: "typing", data: "x" },
  ]);
});

test("几行 data 合成一段；没有 data 的不算", () => {
  expect(new EventReader().feed("data: 一\ndata:二\n\nevent: 空\n\n")).toEqual([{ name: "message", data: "一\n二" }]);
});

test("中文的字节断在半个字上也读得对", async () => {
  const bytes = new TextEncoder().encode("data: 您好\n\n");
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 8));
      controller.enqueue(bytes.slice(8));
      controller.close();
    },
  });
  const heard: string[] = [];
  await readStream(body, 1000, (event) => heard.push(event.data));
  expect(heard).toEqual(["您好"]);
});

test("太久没有动静当作断了", async () => {
  const body = new ReadableStream<Uint8Array>({ start: () => undefined });
  await expect(readStream(body, 20, () => undefined)).rejects.toThrow("silent");
});
