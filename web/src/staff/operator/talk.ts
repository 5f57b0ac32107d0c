// 正在说的这一通：来电、接下的对话，或者边听边记。说过的话、帮助、备好的工单都跟着它，收了就清。
import { computed, onUnmounted, reactive, ref, shallowRef } from "vue";
import { ElMessage } from "element-plus";
import { CallFailed, post } from "../client";
import type { OperatorHelp, ProposedTicket } from "../types";
import { say as sayTo, wrapUp, type HandOver, type Held } from "./hand_overs";
import { follow, listen, useLiveHelp, type Said } from "./live_help";

export type Mode = { kind: "call"; callId: string } | { kind: "typed" } | { kind: "hand_over"; handOver: HandOver };
export type Talk = ReturnType<typeof useTalk>;

const MOST_HEARD = 4000;
// “转人工”、一个电话不用给帮助。
const isWorthHelping = (text: string) => (text.match(/[㐀-鿿]/g)?.length ?? 0) >= 6;

export function useTalk() {
  const { help, about, tookMs, failure, ask, askSoon, forget } = useLiveHelp();
  const mode = shallowRef<Mode | null>(null);
  const said = ref<Said[]>([]);
  const held = ref<Held[]>([]);
  const typing = ref(""); // 正写着的市民的话
  const answer = ref(""); // 正写着的自己的话
  const proposed = shallowRef<ProposedTicket | null>(null);
  const proposedReasons = ref<string[]>([]);
  const filed = ref<string[]>([]);
  const sinceFiled = ref(0); // 登记过的那几句不再算进下一张
  const lostSight = ref("");
  const number = ref(0); // 第几通：晚到的答复不落到下一位市民头上
  let told = 0; // 第几次要整段话的帮助：先要的晚到了不作数
  let stopListening = () => {};
  let lookAgain = () => {};

  const citizenSaid = computed(() => said.value.slice(sinceFiled.value).filter((one) => one.by === "citizen").map((one) => one.text).join("。"));
  const handOver = computed(() => (mode.value?.kind === "hand_over" ? mode.value.handOver : null));
  const callId = computed(() => (mode.value?.kind === "call" ? mode.value.callId : null));

  function start(next: Mode) {
    stop();
    mode.value = next;
    if (next.kind === "call") stopListening = listen(next.callId, heard);
    if (next.kind === "hand_over") {
      const following = follow(next.handOver.number, (one, isNew) => (isNew ? heard(one) : said.value.push(one)), standing, lost);
      stopListening = following.stop;
      lookAgain = following.look;
    }
  }

  function stop() {
    number.value++;
    stopListening();
    stopListening = lookAgain = () => {};
    mode.value = null;
    said.value = [];
    held.value = [];
    filed.value = [];
    sinceFiled.value = 0;
    lostSight.value = typing.value = answer.value = "";
    forgetHelp();
  }

  function forgetHelp() {
    told++;
    proposed.value = null;
    forget();
  }

  /** 对话现在怎样：扣着的、转没转、谁没有接。刚接下时，市民最近说事的一句给帮助，整段话备工单。 */
  function standing(now: HandOver, waiting: Held[], isFirst: boolean) {
    const latest = isFirst && said.value.filter((one) => one.by === "citizen" && isWorthHelping(one.text)).at(-1);
    if (latest) helpWith(latest.text);
    mode.value = { kind: "hand_over", handOver: now };
    held.value = waiting;
    lostSight.value = "";
  }

  /** 看不到了：多半是同事接过去了。 */
  function lost(error: Error) {
    if (!(error instanceof CallFailed) || error.code !== "hand_over_unknown") {
      lostSight.value = error.message;
      return;
    }
    ElMessage.success("这件已经不在您名下：同事接过去了，或者收了尾。");
    stop();
  }

  async function heard(one: Said) {
    said.value.push({ by: one.by, text: one.text });
    if (one.by === "citizen") await helpWith(one.text);
  }

  /** 先给这一句的帮助，再看整段话该登记什么。 */
  async function helpWith(latest: string) {
    const turn = ++told;
    const whole = citizenSaid.value.slice(-MOST_HEARD);
    // 险情里单看一句会听岔：“地址是……”不是来办地址变更的。
    const text = handOver.value?.emergency ? whole : latest;
    const found = await ask(text);
    if (turn !== told) return;
    const overall = found && whole === text ? found : await post<OperatorHelp>("/suggestions", { text: whole }).catch(() => found);
    if (turn !== told || !overall?.ticket) return;
    proposed.value = overall.ticket;
    proposedReasons.value = overall.reasons;
  }

  async function say(by: Said["by"], given: string) {
    const text = given.trim();
    if (!text) return;
    const here = number.value;
    const failed = (error: Error) => {
      ElMessage.error(error.message);
      const box = by === "citizen" ? typing : answer;
      if (here === number.value) box.value = [text, box.value].filter(Boolean).join("\n"); // 没说成，话留着；又写了的接在后面
    };
    if (callId.value) await post(`/calls/${callId.value}/utterances`, { by, text }).catch(failed);
    else if (handOver.value && by === "operator") await sayTo(handOver.value.number, text).then(lookAgain, failed);
    else await heard({ by, text });
  }

  /** 写好的一句说出去，框空出来。 */
  function sayWritten(by: "citizen" | "operator") {
    const box = by === "citizen" ? typing : answer;
    const text = box.value;
    box.value = "";
    say(by, text);
  }

  /** 说的已经登记了，帮助也翻篇。 */
  function filedAs(ticketNo: string) {
    filed.value.push(ticketNo);
    sinceFiled.value = said.value.length;
    forgetHelp();
  }

  /** 收尾：来电收线，对话交还机器人；边听边记的没有什么要收。 */
  async function finish(reason: string, note: string) {
    const here = number.value;
    if (handOver.value) await wrapUp(handOver.value.number, reason, note);
    else if (callId.value) await post(`/calls/${callId.value}/end`, { outcome: reason, note });
    if (here === number.value) stop();
  }

  onUnmounted(stop);
  return reactive({
    ...{ number, mode, handOver, callId, said, citizenSaid, held, typing, answer, filed, proposed, proposedReasons },
    ...{ help, about, tookMs, failure: computed(() => lostSight.value || failure.value) },
    ...{ start, stop, say, sayWritten, askSoon, filedAs, finish, lookAgain: () => lookAgain() },
  });
}
