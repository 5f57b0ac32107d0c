// 大字版：字大、对比强、选项少。记在这台设备上。
import { ref, watch } from "vue";
import type { Kept } from "./storage";

const KEPT = "hotline.elder";

export function elderMode(kept: Kept) {
  const isOn = ref(kept.getItem(KEPT) === "yes");
  watch(isOn, (on) => {
    try {
      kept.setItem(KEPT, on ? "yes" : "no");
    } catch {
      // 存不下，这一次用着就好
    }
  });
  return isOn;
}
