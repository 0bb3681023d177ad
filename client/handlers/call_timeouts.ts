import type { RequestHandlers } from "./request_handlers.ts";

/**
 * The timeouts of all calls to one server. They pause while the server waits for a response of this client: a person may
 * take longer to respond than a server may.
 */
export class CallTimeouts {
  readonly #running = new Set<CallTimeout>();
  #pending = 0;

  /**
   * Starts a timeout.
   *
   * @param limit The time limit, in milliseconds.
   */
  start(limit: number): CallTimeout {
    const timeout = new CallTimeout(limit, () => this.#pending > 0, () => this.#running.delete(timeout));
    this.#running.add(timeout);
    timeout.restart();
    return timeout;
  }

  /** Pauses all timeouts until a request of the server is handled. */
  async pauseWhile<Result>(handle: () => Promise<Result>): Promise<Result> {
    this.#pending++;
    for (const timeout of this.#running) timeout.stop();
    try {
      return await handle();
    } finally {
      this.#pending--;
      for (const timeout of this.#running) timeout.restart();
    }
  }
}

/** The timeout of one call. */
export class CallTimeout implements Disposable {
  readonly #limit: number;
  readonly #over = new AbortController();
  readonly #isPaused: () => boolean;
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isPaused Returns whether the server waits for a response, so that no time is counted. */
  constructor(limit: number, isPaused: () => boolean, onEnd: () => void) {
    this.#limit = limit;
    this.#isPaused = isPaused;
    this.#onEnd = onEnd;
  }

  /** Aborted when the time limit is reached. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Restarts the full time limit, or starts it after the current pause. */
  restart(): void {
    this.stop();
    if (!this.#isPaused()) this.#timer = setTimeout(() => this.#over.abort(), this.#limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.stop();
    this.#onEnd();
  }
}

/** Wraps handlers so that the timeouts of calls pause while a request is handled. */
export function pauseTimeouts(handlers: RequestHandlers, timeouts: CallTimeouts): RequestHandlers {
  const { elicit, visit, finish } = handlers;
  return {
    ...elicit && { elicit: (form, signal) => timeouts.pauseWhile(() => elicit.call(handlers, form, signal)) },
    ...visit && { visit: (page, signal) => timeouts.pauseWhile(() => visit.call(handlers, page, signal)) },
    ...finish && { finish: (page, signal) => timeouts.pauseWhile(() => finish.call(handlers, page, signal)) },
    sample: (conversation, signal) => timeouts.pauseWhile(() => handlers.sample(conversation, signal)),
    roots: () => handlers.roots(),
  };
}
