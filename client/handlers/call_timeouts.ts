import type { RequestHandlers } from "./request_handlers.ts";

/**
 * The clocks of the calls that a server has to answer. All stand still while the server waits for an answer itself: a
 * person may take longer for theirs than a server may for its own.
 */
export class CallTimeouts {
  readonly #running = new Set<CallTimeout>();
  #questions = 0;

  /**
   * Starts a clock.
   *
   * @param limit How long the server may take, in milliseconds.
   */
  start(limit: number): CallTimeout {
    const clock = new CallTimeout(limit, () => this.#questions > 0, () => this.#running.delete(clock));
    this.#running.add(clock);
    clock.restart();
    return clock;
  }

  /** Stops all clocks until the server has its answer. */
  async pauseWhile<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
    this.#questions++;
    for (const clock of this.#running) clock.stop();
    try {
      return await answer();
    } finally {
      this.#questions--;
      for (const clock of this.#running) clock.restart();
    }
  }
}

/** How long one call may still take. */
export class CallTimeout implements Disposable {
  readonly #limit: number;
  readonly #over = new AbortController();
  readonly #isStill: () => boolean;
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isStill Whether the server waits for an answer, so that no time is counted. */
  constructor(limit: number, isStill: () => boolean, onEnd: () => void) {
    this.#limit = limit;
    this.#isStill = isStill;
    this.#onEnd = onEnd;
  }

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Gives the server the whole time again, which counts once it has its answers. */
  restart(): void {
    this.stop();
    if (!this.#isStill()) this.#timer = setTimeout(() => this.#over.abort(), this.#limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.stop();
    this.#onEnd();
  }
}

/** The same answers, for which the clocks stand still. */
export function pauseTimeouts(answers: RequestHandlers, clocks: CallTimeouts): RequestHandlers {
  const { elicit, visit, finish } = answers;
  return {
    ...elicit && { elicit: (form, signal) => clocks.pauseWhile(() => elicit.call(answers, form, signal)) },
    ...visit && { visit: (page, signal) => clocks.pauseWhile(() => visit.call(answers, page, signal)) },
    ...finish && { finish: (page, signal) => clocks.pauseWhile(() => finish.call(answers, page, signal)) },
    sample: (conversation, signal) => clocks.pauseWhile(() => answers.sample(conversation, signal)),
    roots: () => answers.roots(),
  };
}
