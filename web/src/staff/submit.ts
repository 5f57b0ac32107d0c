// 交一张表：先看填得对不对，交的时候按钮转圈，不成把话说给人听。
import { ref } from "vue";

export function useSubmit() {
  const wrong = ref("");
  const busy = ref(false);

  /** problem 是填得不对的话，空的才交；返回交成了没有。 */
  async function submit(problem: string, does: () => Promise<unknown>): Promise<boolean> {
    wrong.value = problem;
    if (problem) return false;
    busy.value = true;
    try {
      await does();
      return true;
    } catch (error) {
      wrong.value = (error as Error).message;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { wrong, busy, submit };
}
