// 一边听一边要帮助：打字停一下就问，只认最后一次的答复；接着的来电一句一句推过来。
import { ref, shallowRef } from "vue";
import { get, post } from "../client";
import type { OperatorHelp } from "../types";
import { wordsOf, type HandOver, type Held, type Reply } from "./hand_overs";

export interface Said {
  by: "citizen" | "operator" | "hotline";
  text: string;
}

const PAUSE_MS = 80;
const LONGEST = 4000;

export function useLiveHelp() {
  const help = shallowRef<OperatorHelp | null>(null);
  const about = ref("");
  const tookMs = ref(0);
  const failure = ref("");
  let newest = 0;
  let timer = 0;

  async function ask(text: string): Promise<OperatorHelp | null> {
    clearTimeout(timer); // 正等着问的半句不用问了
    const turn = ++newest;
    const started = performance.now();
    try {
      const found = await post<OperatorHelp>("/suggestions", { text: text.slice(-LONGEST) });
      if (turn !== newest) return null;
      help.value = found;
      about.value = text;
      failure.value = "";
      tookMs.value = Math.round(performance.now() - started);
      return found;
    } catch (error) {
      if (turn === newest) failure.value = (error as Error).message;
      return null;
    }
  }

  function askSoon(text: string) {
    clearTimeout(timer);
    if (text.trim().length < 2) return;
    timer = window.setTimeout(() => ask(text.trim()), PAUSE_MS);
  }

  function forget() {
    clearTimeout(timer);
    newest++;
    help.value = null;
    about.value = failure.value = "";
  }

  return { help, about, tookMs, failure, ask, askSoon, forget };
}

interface Entry extends Reply {
  id: number;
  by: Said["by"];
}
interface Conversation {
  entries: Entry[];
  held: Held[];
  hand_over: HandOver;
}
const LOOK_EVERY_MS = 1000;

/** 跟着看接下的对话：heard 一句一句，isNew 为假的是接下以前说过的；standing 是现在怎样、扣着哪几条，isFirst 是刚接下头一回。返回（停下，马上再看一眼）。 */
export function follow(
  number: string,
  heard: (said: Said, isNew: boolean) => void,
  standing: (handOver: HandOver, held: Held[], isFirst: boolean) => void,
  failed: (error: Error) => void,
): { stop: () => void; look: () => void } {
  let last = 0;
  let isFirst = true;
  let timer = 0;
  let isOver = false;
  let isLooking = false;
  async function look() {
    if (isLooking) return;
    isLooking = true;
    clearTimeout(timer);
    try {
      const found = await get<Conversation>(`/hand-overs/${number}/conversation${last ? `?after=${last}` : ""}`);
      if (isOver) return;
      for (const one of found.entries) {
        last = Math.max(last, one.id);
        heard({ by: one.by, text: wordsOf(one) }, !isFirst);
      }
      standing(found.hand_over, found.held, isFirst);
      isFirst = false;
    } catch (error) {
      if (!isOver) failed(error as Error);
    } finally {
      isLooking = false;
    }
    if (!isOver) timer = window.setTimeout(look, LOOK_EVERY_MS);
  }
  look();
  return {
    look,
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

/** 接上一通来电的推送；返回关掉它的函数。 */
export function listen(callId: string, heard: (said: Said) => void): () => void {
  let last = 0;
  let timer = 0;
  let feed: EventSource;
  function open() {
    feed = new EventSource(`/api/v1/calls/${encodeURIComponent(callId)}/feed`);
    feed.addEventListener("utterance", (event) => {
      const one = JSON.parse((event as MessageEvent<string>).data) as Said & { number: number };
      if (one.number <= last) return; // 重开的从头推，听过的不再听
      last = one.number;
      heard(one);
    });
    // 断了浏览器自己接；服务器答了错（正在重启），浏览器就不再接了，这里重开。
    feed.addEventListener("error", () => {
      if (feed.readyState === EventSource.CLOSED) timer = window.setTimeout(open, LOOK_EVERY_MS);
    });
  }
  open();
  return () => {
    clearTimeout(timer);
    feed.close();
  };
}
