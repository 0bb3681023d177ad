import type { Desk, Webhook, WebhookDelivery } from "../../store/mod.ts";
import type { Resolve } from "./find_addresses.ts";
import { send } from "./send.ts";
import { SendError } from "./send_error.ts";

/** The time limit of one attempt, in milliseconds. */
const ATTEMPT_TIME = 15_000;
/** In milliseconds. */
const PAUSE = 1_000;
/** The pause while there are no webhooks, or another process works on them, in milliseconds. */
const LONG_PAUSE = 10_000;
/** The messages of one webhook that are sent at the same time. */
const CONCURRENCY = 5;

export interface WebhookSenderOptions {
  desk: Desk;
  /** Of the program. */
  version: string;
  /** Gets the failures of the store and of deliveries. One that repeats is reported once, until something succeeds. */
  onerror: (error: Error) => void;
  resolve?: Resolve;
  caCerts?: string[];
  /** In milliseconds (default: 15,000). */
  attemptTime?: number;
  /** The pause between two checks of the change stream, in milliseconds (default: 1,000). */
  pause?: number;
}

/** Sends the messages of webhooks while the desk is open, unless another process does. */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #closing = new AbortController();
  /** The work on each webhook. A slow one does not hold up the others. */
  readonly #work = new Map<string, Promise<void>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tick: Promise<void> | undefined;
  #hasTurn = false;
  /** The last reported failure of each webhook, and of the work as a whole. */
  readonly #failures = new Map<string | null, string>();

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule(0);
  }

  /** Ends the attempts. Another process repeats those that have no outcome. */
  async close(): Promise<void> {
    this.#closing.abort(new SendError("stopping", "The server is stopping."));
    clearTimeout(this.#timer);
    await this.#tick;
    await Promise.all(this.#work.values());
    if (this.#hasTurn) await this.#options.desk.webhooks.endTurn().catch(() => {}); // it ends with time
  }

  #schedule(pause: number): void {
    if (this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#tick = this.#look().catch((error) => this.#report(error)).then((next) => this.#schedule(next));
    }, pause);
    Deno.unrefTimer(this.#timer);
  }

  /** Starts pending work. Returns the pause until the next check. */
  async #look(): Promise<number> {
    const { desk } = this.#options;
    const { webhooks } = await desk.settings.read();
    const names = Object.keys(webhooks);
    if (names.length === 0 && !this.#hasTurn) return LONG_PAUSE;
    this.#hasTurn = await desk.webhooks.takeTurn();
    if (!this.#hasTurn) return LONG_PAUSE;
    await desk.webhooks.removeOthers();
    for (const name of names) {
      await desk.webhooks.queueEvents(name); // even while an attempt of this webhook waits for its response
      if (this.#work.has(name)) continue;
      const work = this.#sendAll(name).catch((error) => this.#report(error)).then(() => {
        this.#work.delete(name);
      });
      this.#work.set(name, work);
    }
    this.#failures.delete(null);
    return this.#options.pause ?? PAUSE;
  }

  /** Sends what is due for a webhook. */
  async #sendAll(name: string): Promise<void> {
    const { desk } = this.#options;
    while (!this.#closing.signal.aborted) {
      const webhook = (await desk.settings.read()).webhooks[name];
      if (webhook === undefined) return;
      const secrets = await desk.settings.readSecrets(webhook.secrets);
      const due = await desk.webhooks.listDue(name, CONCURRENCY);
      await Promise.all(due.map((delivery) => this.#send(webhook, secrets, delivery)));
      if (due.length < CONCURRENCY) return;
    }
  }

  async #send(webhook: Webhook, secrets: readonly string[], delivery: WebhookDelivery): Promise<void> {
    const { desk, version, resolve, caCerts, attemptTime = ATTEMPT_TIME } = this.#options;
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(attemptTime)]);
    try {
      await send(webhook, delivery, { version, secrets, signal, ...resolve && { resolve }, ...caCerts && { caCerts } });
      await desk.webhooks.recordSuccess(delivery);
      this.#failures.delete(delivery.webhook);
    } catch (error) {
      if (this.#closing.signal.aborted) return; // the message stays due
      if (!(error instanceof SendError)) throw error;
      await desk.webhooks.recordFailure(delivery, error);
      this.#reportOnce(delivery.webhook, error, `Webhook ${delivery.webhook}: attempt ${delivery.attempt}: `);
    }
  }

  #report(error: unknown): number {
    if (!this.#closing.signal.aborted) this.#reportOnce(null, error as Error);
    return LONG_PAUSE;
  }

  #reportOnce(webhook: string | null, error: Error, start = ""): void {
    if (this.#failures.get(webhook) === error.message) return;
    this.#failures.set(webhook, error.message);
    this.#options.onerror(start === "" ? error : new Error(`${start}${error.message}`));
  }
}
