// <hotline-chat>：合成一个脚本，别的网站引一行就能用，样式也在里面。
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { compressed } from "./compressed";

export default defineConfig({
  logLevel: "warn",
  plugins: [vue(), compressed()],
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: "es2020",
    outDir: "dist/embed",
    emptyOutDir: true,
    lib: { entry: "src/chat/embed.ts", formats: ["iife"], name: "HotlineChat", fileName: () => "hotline-chat.js" },
  },
});
