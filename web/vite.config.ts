// 各页的构建：一页一个 html，一页一个入口。工作人员的几页共用 staff.html，用到哪页才取哪页。
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { compressed } from "./compressed";

const pages = { chat: "chat.html", staff: "staff.html" };

export default defineConfig({
  logLevel: "warn",
  plugins: [vue(), compressed()],
  server: {
    proxy: { "/webhooks": "http://127.0.0.1:8000", "/notices": "http://127.0.0.1:8000", "/static": "http://127.0.0.1:8000", "/api": "http://127.0.0.1:8000" },
  },
  build: {
    target: "es2020",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // 样式里不夹 data: 地址，安全策略不放行
    rollupOptions: { input: pages },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
