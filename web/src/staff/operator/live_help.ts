// 一边听一边要帮助：打字停一下就问，只认最后一次的答复；接着的来电一句一句推过来。
import { ref, shallowRef } from "vue";
import { get, post } from "../client";
import type { OperatorHelp } from "../types";

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
    about.value = "";
  }

  return { help, about, tookMs, failure, ask, askSoon, forget };
}

interface Entry {
  id: number;
  by: Said["by"];
  text?: string;
  title?: string;
  custom?: { type?: string };
}
const LOOK_EVERY_MS = 1000;
const CARDS: Record<string, string> = { notice: "（一次性告知书）", hand_over: "（已转人工，请等候）", ticket_filed: "（工单已登记）", draft: "（登记表）" };

/** 跟着看接下的对话；返回停下的函数。isNew 为假的是接下以前说过的。 */
export function follow(number: string, heard: (said: Said, isNew: boolean) => void, failed: (error: Error) => void): () => void {
  let last = 0;
  let isFirst = true;
  let timer = 0;
  let isOver = false;
  async function look() {
    try {
      const { entries } = await get<{ entries: Entry[] }>(`/hand-overs/${number}/conversation${last ? `?after=${last}` : ""}`);
      if (isOver) return;
      for (const one of entries) {
        last = Math.max(last, one.id);
        heard({ by: one.by, text: one.title ?? one.text ?? CARDS[one.custom?.type ?? ""] ?? "（卡片）" }, !isFirst);
      }
      isFirst = false;
    } catch (error) {
      failed(error as Error);
    }
    if (!isOver) timer = window.setTimeout(look, LOOK_EVERY_MS);
  }
  look();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** 接上一通来电的推送；返回关掉它的函数。 */
export function listen(callId: string, heard: (said: Said) => void): () => void {
  const feed = new EventSource(`/api/v1/calls/${encodeURIComponent(callId)}/feed`);
  feed.addEventListener("utterance", (event) => heard(JSON.parse((event as MessageEvent<string>).data) as Said));
  return () => feed.close();
}
