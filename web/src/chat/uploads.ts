// 传证据：先看大小，照片先缩小，再交给服务器检查；正在登记的草稿自动附上。
import { reactive } from "vue";
import type { Conversation } from "./conversation";
import { shrink } from "./image_shrink";
import { saySize } from "./plain_text";
import type { Evidence } from "./protocol";

export interface Uploading {
  name: string;
  state: "sending" | "failed";
  reason: string;
  file: File;
}

export type Uploads = ReturnType<typeof startUploads>;

export function startUploads(conversation: Conversation) {
  const sending = reactive<Uploading[]>([]);

  async function send(file: File): Promise<void> {
    sending.push({ name: file.name, state: "sending", reason: "", file });
    const item = sending[sending.length - 1];
    const limits = conversation.facts.value?.evidence;
    try {
      const smaller = await shrink(file);
      if (limits && smaller.size > limits.largest) {
        throw new Error(`文件有${saySize(file.size)}，超过${saySize(limits.largest)}，请拍小一点、分几份发。`);
      }
      const kept = await conversation.client.upload(smaller, file.name);
      conversation.evidence.push(kept);
      conversation.lookAtEvidence();
      sending.splice(sending.indexOf(item), 1);
    } catch (failure) {
      item.state = "failed";
      item.reason = (failure as Error).message || "没有传上去，可能是网络断了。";
    }
  }

  return {
    sending,
    /** 打开选文件的窗口；由输入栏接上。 */
    pick: (): void => undefined,

    /** 选了几个文件：一个一个传，传完了写进正在登记的草稿。 */
    async add(files: Iterable<File>): Promise<void> {
      const before = conversation.evidence.length;
      for (const file of files) await send(file);
      if (conversation.evidence.length > before && conversation.openDraft.value) attach();
    },
    async again(item: Uploading): Promise<void> {
      sending.splice(sending.indexOf(item), 1);
      await this.add([item.file]);
    },
    forget(item: Uploading): void {
      sending.splice(sending.indexOf(item), 1);
    },
    async discard(evidence: Evidence): Promise<void> {
      await conversation.client.discard(evidence);
      const at = conversation.evidence.findIndex((one) => one.evidence_no === evidence.evidence_no);
      if (at >= 0) conversation.evidence.splice(at, 1);
      conversation.lookAtEvidence();
      if (conversation.openDraft.value && conversation.evidence.length) attach();
    },
    /** 看自己交的一份：存到手机上看，不在页面里打开。 */
    async open(evidence: Evidence): Promise<void> {
      const url = URL.createObjectURL(await conversation.client.download(evidence));
      const link = document.createElement("a");
      link.href = url;
      link.download = evidence.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    },
    attach,
  };

  function attach(): void {
    const draft = conversation.openDraft.value;
    if (!draft) return;
    const said = conversation.evidence.map((evidence) => evidence.said).join("、");
    const payload = { do: "fill", draft: draft.draft_id, evidence: said };
    conversation.say(`/answer_draft${JSON.stringify(payload)}`, `附上证据${conversation.evidence.length}份`);
  }
}
