// 发不了的话放回输入框，让市民改：这里放着的字，输入框会取走。
import { ref } from "vue";

export const takenBack = ref<string | null>(null);
