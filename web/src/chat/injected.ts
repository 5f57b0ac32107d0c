// 各处都要用的两样：对话、正在传的证据。
import { inject, type InjectionKey } from "vue";
import type { Conversation } from "./conversation";
import type { Uploads } from "./uploads";

export const conversationKey: InjectionKey<Conversation> = Symbol("conversation");
export const uploadsKey: InjectionKey<Uploads> = Symbol("uploads");

export function useConversation(): Conversation {
  return inject(conversationKey) as Conversation;
}

export function useUploads(): Uploads {
  return inject(uploadsKey) as Uploads;
}
