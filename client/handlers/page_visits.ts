import type { RequestHandlers } from "./request_handlers.ts";
import type { PageCompletions } from "./page_completions.ts";
import { getRequiredPages, PageRequiredError, type RequiredPage } from "./page_required_error.ts";

/** How often a server may want pages opened for one request, and how many at once. */
const MAX_ROUNDS = 3;
const MAX_PAGES = 5;

/** Has pages visited that a server wants a person to have been to before it does what it is asked for. */
export class PageVisits {
  readonly #server: string;
  readonly #answers: RequestHandlers;
  readonly #completions: PageCompletions;

  /** @param server Its name, as people know it. */
  constructor(server: string, answers: RequestHandlers, completions: PageCompletions) {
    this.#server = server;
    this.#answers = answers;
    this.#completions = completions;
  }

  /**
   * Asks for something, and once more when the pages were visited that the server wants visited before.
   *
   * @param signal Aborted when nobody waits for it any longer.
   * @throws {PageRequiredError} When a page wasn't visited: the server then did nothing.
   */
  async run<Result>(ask: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (let rounds = 1;; rounds++) {
      try {
        return await ask();
      } catch (error) {
        const [first, ...others] = getRequiredPages(error);
        if (first === undefined) throw error;
        if (rounds > MAX_ROUNDS) throw this.#required(first, `${MAX_ROUNDS} times were not enough`, error);
        if (others.length >= MAX_PAGES) throw this.#required(first, `${others.length} more`, error);
        for (const page of [first, ...others]) await this.#visit(page, error, signal);
      }
    }
  }

  async #visit(page: RequiredPage, cause: unknown, signal: AbortSignal): Promise<void> {
    const { visit } = this.#answers;
    if (visit === undefined) throw this.#required(page, "nobody is there to do that", cause);
    const { action } = await visit.call(this.#answers, page, signal);
    if (action === "decline") throw this.#required(page, "the person declined", cause);
    if (action !== "accept") throw this.#required(page, "the person decided nothing", cause);
    if (!await this.#isFinished(page, signal)) throw this.#required(page, "the person didn't finish there", cause);
  }

  /** Whether the server says that the page is done with, or the person does, whichever comes first. */
  async #isFinished(page: RequiredPage, signal: AbortSignal): Promise<boolean> {
    const completed = this.#completions.waitFor(page.elicitationId);
    const over = new AbortController();
    const byServer = completed.then(() => true);
    const byPerson = this.#answers.finish?.(page, AbortSignal.any([signal, over.signal])) ?? Promise.resolve(null);
    const finished = await Promise.race([byServer, byPerson]);
    over.abort();
    return finished ?? await Promise.race([byServer, waitForAbort(signal)]);
  }

  #required(page: RequiredPage, why: string, cause: unknown): PageRequiredError {
    return new PageRequiredError(this.#server, page, why, { cause });
  }
}

function waitForAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
