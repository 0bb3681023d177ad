/** How long something may take that a test waits for: far longer than it does, for the machine may be busy. In milliseconds. */
const PATIENCE = 30_000;
/** How often the test looks, in milliseconds. */
const PACE = 10;

/**
 * Waits until something is so.
 *
 * @param what The condition in words: `the second rule ran`.
 * @throws {Error} When it isn't so for half a minute.
 */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = performance.now() + PATIENCE; !await condition();) {
    if (performance.now() > deadline) throw new Error(`In vain waited until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, PACE));
  }
}
