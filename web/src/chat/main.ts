import { createApp } from "vue";
import ChatApp from "./ChatApp.vue";
import { PortalClient } from "./portal_client";
import { safeStorage } from "./storage";
import "./chat.css";
import "./cards.css";
import "./page.css";

const session = safeStorage(() => sessionStorage);
const device = safeStorage(() => localStorage);
createApp(ChatApp, { client: new PortalClient("", false, session), session, device, embedded: false }).mount("#hotline");
