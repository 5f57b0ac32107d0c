// 建议照用、改了用、不用，用了哪种记下来。Alt+1—3 照用，加 Shift 改了用，Alt+0 剩下的都不用。
import { onMounted, onUnmounted, reactive, watch } from "vue";
import { ElMessage } from "element-plus";
import { post } from "../client";
import type { Suggestion } from "../types";
import type { Talk } from "./talk";

export type Use = "accepted" | "edited" | "ignored";

export function useSuggestions(talk: Talk) {
  const used = reactive<Record<string, Use>>({});
  watch(() => talk.number, () => Object.keys(used).forEach((id) => delete used[id]));

  function use(one: Suggestion, how: Use) {
    used[one.id] = how;
    if (how === "accepted") talk.say("operator", one.say);
    if (how === "edited") talk.answer = one.say;
    post("/suggestions/uses", { type: one.type, id: one.id, use: how, ...(talk.callId ? { call_id: talk.callId } : {}) }).catch(() => ElMessage.warning("这一次用没用没有记上。"));
  }

  function onKey(event: KeyboardEvent) {
    const digit = /^Digit([0-3])$/.exec(event.code)?.[1];
    if (!event.altKey || digit === undefined || !talk.help) return;
    event.preventDefault();
    const suggestions = talk.help.suggestions;
    if (digit === "0") suggestions.filter((one) => !used[one.id]).forEach((one) => use(one, "ignored"));
    const chosen = suggestions[Number(digit) - 1];
    if (chosen && !used[chosen.id]) use(chosen, event.shiftKey ? "edited" : "accepted");
  }

  onMounted(() => window.addEventListener("keydown", onKey));
  onUnmounted(() => window.removeEventListener("keydown", onKey));
  return { used, use };
}
