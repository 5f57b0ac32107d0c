// 一直连着：断了隔一会儿再连，一次比一次久；网通了、换了对话，马上再连。
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

/** connect 连一次，断了才返回或者抛错；连上了叫一声 isOpen。lost 是断了、要等一会儿。 */
export function stayConnected(connect: (signal: AbortSignal, isOpen: () => void) => Promise<void>, lost: () => void) {
  let abort = new AbortController();
  let wakeUp: (() => void) | null = null;
  let isMoving = false; // 换对话：马上重连，不用等
  let isStopped = false;

  async function run(): Promise<void> {
    let wait = FIRST_WAIT;
    while (!isStopped) {
      abort = new AbortController();
      await connect(abort.signal, () => (wait = FIRST_WAIT)).catch(() => undefined);
      if (isStopped) return;
      if (isMoving) {
        isMoving = false;
        continue;
      }
      lost();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        wakeUp = () => (clearTimeout(timer), resolve());
      });
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  const hurry = () => wakeUp?.();
  const cut = () => abort.abort();
  window.addEventListener("online", hurry);
  window.addEventListener("offline", cut);
  void run();

  return {
    hurry,
    move(): void {
      isMoving = true;
      cut();
      hurry();
    },
    stop(): void {
      isStopped = true;
      cut();
      window.removeEventListener("online", hurry);
      window.removeEventListener("offline", cut);
    },
  };
}
