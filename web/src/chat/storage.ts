// 浏览器里能留东西的地方；不让用（隐私模式、嵌在受限的页面里）就只记在这一页里。

export type Kept = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function safeStorage(open: () => Storage): Kept {
  try {
    const storage = open();
    storage.getItem("hotline");
    return storage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    };
  }
}
