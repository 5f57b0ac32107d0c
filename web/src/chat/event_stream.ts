// server-sent events 的读法。不用 EventSource：它带不了令牌，嵌在别的网站里用不了。

export interface StreamEvent {
  name: string;
  data: string;
}

/** 一块一块喂进来，凑齐一条就给一条。 */
export class EventReader {
  private rest = "";

  feed(chunk: string): StreamEvent[] {
    const blocks = (this.rest + chunk).replace(/\r\n?/g, "\n").split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.map(readBlock).filter((event): event is StreamEvent => event !== null);
  }
}

function readBlock(block: string): StreamEvent | null {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
  }
  return data.length ? { name, data: data.join("\n") } : null;
}

/** 读到流完为止；silence 毫秒没动静（心跳也没有）就当断了。 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  silence: number,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const events = new EventReader();
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silent = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("silent")), silence);
    });
    try {
      const { done, value } = await Promise.race([reader.read(), silent]);
      if (done) return;
      events.feed(decoder.decode(value, { stream: true })).forEach(onEvent);
    } catch (failure) {
      void reader.cancel().catch(() => undefined);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }
}
