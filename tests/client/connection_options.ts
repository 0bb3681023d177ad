import { ArticleScreen } from "../../client/demo/article_screen.ts";
import type { ConnectionOptions } from "../../client/connection/connection.ts";
import { delay } from "../../base/timing/delay.ts";
import type { ConnectionContext } from "../../client/connection/reconnecting_connection.ts";
import { SimulatedHandlers } from "../../client/demo/simulated_handlers.ts";

/** A screen that captures its output. */
export class CapturedScreen extends ArticleScreen {
  readonly #kept: string[];

  constructor() {
    const kept: string[] = [];
    super((text) => kept.push(text + "\n"));
    this.#kept = kept;
  }

  get text(): string {
    return this.#kept.join("");
  }
}

/** Creates options with simulated handlers. */
export function createOptions(screen: CapturedScreen, settings: Partial<ConnectionOptions> = {}): ConnectionOptions {
  return {
    name: "test-host",
    version: "1.0.0",
    protocol: "handshake",
    handlers: new SimulatedHandlers(screen, [{ uri: "file:///desk" }]),
    ...settings,
  };
}

/** Creates a context without a shutdown or remarks. */
export function createContext(settings: Partial<ConnectionContext> = {}): ConnectionContext {
  return {
    shutdown: new AbortController().signal,
    pause: (seconds, signal) => delay(seconds * 1_000, { signal }),
    remark() {},
    ...settings,
  };
}
