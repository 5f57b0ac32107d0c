// 一边听一边要帮助：打字停一下就问，只认最后一次的答复；接着的来电一句一句推过来。
import { ref, shallowRef } from "vue";
import { post } from "../client";
import type { OperatorHelp } from "../types";

export interface Said {
  by: "citizen" | "operator";
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

/** 接上一通来电的推送；返回关掉它的函数。 */
export function listen(callId: string, heard: (said: Said) => void): () => void {
  const feed = new EventSource(`/api/v1/calls/${encodeURIComponent(callId)}/feed`);
  feed.addEventListener("utterance", (event) => heard(JSON.parse((event as MessageEvent<string>).data) as Said));
  return () => feed.close();
}
