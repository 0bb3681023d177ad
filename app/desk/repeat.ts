import { BridgeError } from "../bridges/bridge.ts";

/** In milliseconds, between repetitions after a lost connection. */
const DELAYS = [500, 1_500, 4_000];

/** Makes a call again after a lost connection. Its idempotency key must let it take effect once. */
export async function repeat<Result>(call: () => Promise<Result>, delays: readonly number[] = DELAYS): Promise<Result> {
  for (const delay of delays) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof BridgeError && (error.failure === "offline" || error.failure === "busy"))) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
  return await call();
}
