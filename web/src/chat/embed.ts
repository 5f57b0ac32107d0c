// <hotline-chat>：嵌在别的政府网站里的同一个对话。
//
// 样式用 adoptedStyleSheets，不写 style 标签和属性，对方的安全策略再严也能用；
// 会话用令牌，放在对方页面的 sessionStorage 里，不用第三方 cookie。
import { createApp, type App } from "vue";
import ChatApp from "./ChatApp.vue";
import { PortalClient } from "./portal_client";
import { safeStorage } from "./storage";
import chatCss from "./chat.css?inline";
import embedCss from "./embed.css?inline";

const HERE = (document.currentScript as HTMLScriptElement | null)?.src ?? "";

/** 属性 server：热线的地址；不写就是这个脚本从哪里来的。 */
class HotlineChat extends HTMLElement {
  private app: App | null = null;

  connectedCallback(): void {
    if (this.app) return;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(chatCss + embedCss);
    root.adoptedStyleSheets = [sheet];
    const box = document.createElement("div");
    box.className = "box";
    root.replaceChildren(box);
    const server = (this.getAttribute("server") || (HERE && new URL(HERE).origin)).replace(/\/$/, "");
    const session = safeStorage(() => sessionStorage);
    const device = safeStorage(() => localStorage);
    this.app = createApp(ChatApp, { client: new PortalClient(server, true, session), session, device, embedded: true });
    this.app.mount(box);
  }

  disconnectedCallback(): void {
    this.app?.unmount();
    this.app = null;
  }
}

if (!customElements.get("hotline-chat")) customElements.define("hotline-chat", HotlineChat);
