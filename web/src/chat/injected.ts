// 各处都要用的：对话、正在传的证据、打开小窗口。
import { inject, type InjectionKey } from "vue";
import type { Conversation } from "./conversation";
import type { Uploads } from "./uploads";

export type PanelName = "progress" | "rating" | "privacy" | "end" | "wechat";

export const conversationKey: InjectionKey<Conversation> = Symbol("conversation");
export const uploadsKey: InjectionKey<Uploads> = Symbol("uploads");

/** 打开一个小窗口。 */
export const openPanelKey: InjectionKey<(name: PanelName) => void> = Symbol("openPanel");

export function useOpenPanel(): (name: PanelName) => void {
  return inject(openPanelKey) as (name: PanelName) => void;
}

export function useConversation(): Conversation {
  return inject(conversationKey) as Conversation;
}

export function useUploads(): Uploads {
  return inject(uploadsKey) as Uploads;
}
