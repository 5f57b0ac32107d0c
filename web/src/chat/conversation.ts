// 一次对话：说过的话、等着发的话、连没连上。页面只看这里。
import { computed, reactive, ref, shallowReactive } from "vue";
import { lastOf, openDraft } from "./entries";
import { Outbox } from "./outbox";
import { PortalClient, SessionGone } from "./portal_client";
import type { Card, DraftCard, Entry, Evidence, Facts } from "./protocol";
import { stayConnected } from "./stay_connected";
import type { Kept } from "./storage";

export type Conversation = ReturnType<typeof startConversation>;

export function startConversation(client: PortalClient, kept: Kept) {
  const byId = shallowReactive(new Map<number, Entry>());
  const entries = computed(() => [...byId.values()].sort((a, b) => a.id - b.id));
  const facts = ref<Facts | null>(null);
  const connection = ref<"connecting" | "open" | "lost">("connecting");
  const isTyping = ref(false);
  const isRestored = ref(false);
  const isBound = ref(false); // 接到微信了
  const evidence = reactive<Evidence[]>([]);
  const outbox = new Outbox((item) => deliver(item.text, item.title, item.key), merge, kept);
  // 登记表里打开着、还没存的几栏：草稿有了新版本，写了一半的不丢。
  const writing = reactive(new Map<string, Record<string, string>>());
  let conversation = "";
  let streamed = 0; // 推送到第几句了；中间漏的从这里补
  let ended = 0; // 结束过几次：结束以前发的，答复晚到了也不要

  async function deliver(text: string, title: string | null, key: string): Promise<Entry[]> {
    const before = ended;
    if (!facts.value) await open(); // 还没有会话：先开一个，再发
    const send = () => client.send(text, title, key);
    const sent = await send().catch(async (failure) => {
      if (!(failure instanceof SessionGone) || ended !== before) throw failure;
      await open();
      return send();
    });
    if (ended !== before) return [];
    follow(sent.conversation);
    return sent.entries;
  }

  /** 换了对话（会话过期了、在别的页里结束了、接到微信、断开了）：先前的话收起来，推送重连。 */
  function follow(label: string): void {
    if (label === conversation) return;
    const isFirst = !conversation;
    conversation = label;
    byId.clear();
    evidence.splice(0);
    streamed = 0;
    isTyping.value = false;
    if (isFirst) return;
    line.move();
    lookAtEvidence();
  }

  /** 手上还没随工单交出去的证据。 */
  let looks = 0;
  function lookAtEvidence(): void {
    const look = ++looks; // 后来又交了、又问了的，先前问的不作数
    client.evidence().then((mine) => look === looks && evidence.splice(0, evidence.length, ...mine), () => undefined);
  }

  function merge(arrived: Entry[]): void {
    if (arrived.some((entry) => entry.custom?.type === "ticket_filed" && !byId.has(entry.id)) && evidence.length) lookAtEvidence();
    for (const entry of arrived) {
      byId.set(entry.id, entry);
      if (entry.key) outbox.seen(entry.key);
    }
  }

  let opening: Promise<void> | null = null;
  function open(): Promise<void> {
    opening ??= (async () => {
      try {
        const opened = await client.open();
        facts.value = opened;
        isBound.value = opened.is_bound;
        follow(opened.conversation);
        lookAtEvidence();
      } finally {
        opening = null;
      }
    })();
    return opening;
  }

  /** 从断的地方接着推。 */
  async function listen(signal: AbortSignal, isOpen: () => void): Promise<void> {
    try {
      if (!facts.value) await open();
      await client.listen(streamed, signal, {
        open: (standing) => {
          follow(standing.conversation);
          isBound.value = standing.is_bound;
          connection.value = "open";
          isRestored.value = true;
          isOpen();
          outbox.retry();
        },
        entry: (entry) => {
          streamed = Math.max(streamed, entry.id);
          merge([entry]);
        },
        typing: (on) => (isTyping.value = on),
      });
    } catch (failure) {
      if (failure instanceof SessionGone) facts.value = null;
    }
  }

  const line = stayConnected(listen, () => {
    connection.value = "lost";
    isTyping.value = false;
  });
  const resend = () => outbox.retry();
  window.addEventListener("online", resend);

  return {
    client,
    entries,
    facts,
    connection,
    isTyping,
    isRestored,
    isBound,
    evidence,
    lookAtEvidence,
    outbox,
    writingIn(draftId: string): Record<string, string> {
      if (!writing.has(draftId)) writing.set(draftId, {});
      return writing.get(draftId) as Record<string, string>;
    },
    isBusy: computed(() => isTyping.value || outbox.items.some((item) => item.state === "sending")),
    lastOf: <T extends Card["type"]>(type: T) => lastOf(entries.value, type),
    openDraft: computed<DraftCard | null>(() => openDraft(entries.value)),

    /** 说一句。按钮的 title 是市民看到的，payload 是发给热线的。 */
    say(text: string, title: string | null = null): void {
      outbox.add(text, title);
    },
    retry(): void {
      line.hurry();
      outbox.retry();
    },

    /** 接到微信了、断开了：换到那个对话接着看。 */
    reconnect: line.move,

    /** 结束并清除：服务器上的对话记录删去，会话作废，开一个新的。 */
    async end(): Promise<void> {
      await client.end();
      ended++;
      outbox.clear();
      byId.clear();
      facts.value = null;
      line.move();
    },
    stop(): void {
      line.stop();
      window.removeEventListener("online", resend);
    },
  };
}
