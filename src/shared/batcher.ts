interface Waiting<Item> {
  item: Item;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Puts the work of many callers into few writes: what comes in while a write is under way goes with the next one. Each
 * caller waits for the write of its own item. Where a write of several fails, each is written alone, so that one bad
 * item does not fail the others.
 */
export function createBatcher<Item>(
  write: (items: readonly Item[]) => Promise<unknown>,
  writesAtOnce: number,
): (item: Item) => Promise<void> {
  let waiting: Waiting<Item>[] = [];
  let writes = 0;

  async function writeWaiting(): Promise<void> {
    if (writes >= writesAtOnce) return;
    writes += 1;
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      try {
        await write(taken.map(({ item }) => item));
        for (const { resolve } of taken) resolve();
      } catch (error) {
        if (taken.length === 1) taken[0]?.reject(error);
        else for (const { item, resolve, reject } of taken) await write([item]).then(resolve, reject);
      }
    }
    writes -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void writeWaiting();
    });
}
