import { createApp } from "vue";
import ChatApp from "./ChatApp.vue";
import { PortalClient } from "./portal_client";
import { safeStorage } from "./storage";
import { takenBack } from "./taken_back";
import "./chat.css";
import "./page.css";

// 页面先画好的输入框（chat.html）：脚本来之前写的字不丢。
const early = document.querySelector<HTMLTextAreaElement>("#utterance");
const [written, isWriting] = [early?.value.trimEnd() ?? "", document.activeElement === early];

const session = safeStorage(() => sessionStorage);
const device = safeStorage(() => localStorage);
createApp(ChatApp, { client: new PortalClient("", false, session), session, device, embedded: false }).mount("#hotline");
if (written || isWriting) takenBack.value = written;
