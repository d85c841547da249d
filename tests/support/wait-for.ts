const LOOK_EVERY_MS = 20;
/** Longer than a busy machine takes, shorter than a test may. */
const PATIENCE_MS = 20_000;

/** Waits until the condition holds; fails with `what` when it does not in time. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = PATIENCE_MS, what = 'the condition' }: { timeoutMs?: number; what?: string } = {},
): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`${what} did not come true within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
