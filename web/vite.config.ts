// 各页的构建：一页一个 html，一页一个入口。工作人员的页面以后在 pages 里加一行。
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vitest/config";
import { compressed } from "./compressed";

const pages = { chat: "chat.html" };

export default defineConfig({
  logLevel: "warn",
  plugins: [vue(), compressed()],
  build: {
    target: "es2020",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // 样式里不夹 data: 地址，安全策略不放行
    rollupOptions: { input: pages },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
