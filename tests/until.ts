import { delay } from "../base/timing/delay.ts";

/** The time limit of a test's wait, in milliseconds: far longer than needed, because the machine may be busy. */
const TIMEOUT = 60_000;
/** The interval between two checks, in milliseconds. */
const POLL_INTERVAL = 10;

/**
 * Waits until a condition is true.
 *
 * @param what The condition in words, such as `the second rule ran`.
 * @throws {Error} If it is not true within a minute.
 */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = performance.now() + TIMEOUT; !await condition();) {
    if (performance.now() > deadline) throw new Error(`Timed out waiting until ${what}.`);
    await delay(POLL_INTERVAL);
  }
}
