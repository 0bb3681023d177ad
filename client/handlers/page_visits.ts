import type { RequestHandlers } from "./request_handlers.ts";
import type { PageCompletions } from "./page_completions.ts";
import { getRequiredPages, PageRequiredError, type RequiredPage } from "./page_required_error.ts";

/** Limits for one request: rounds of required pages, and pages in one round. */
const MAX_ROUNDS = 3;
const MAX_PAGES = 5;

/** Has a person visit the pages that a server requires before it handles a request. */
export class PageVisits {
  readonly #server: string;
  readonly #handlers: RequestHandlers;
  readonly #completions: PageCompletions;

  /** @param server The server's display name. */
  constructor(server: string, handlers: RequestHandlers, completions: PageCompletions) {
    this.#server = server;
    this.#handlers = handlers;
    this.#completions = completions;
  }

  /**
   * Sends a request, and repeats it after the required pages have been visited.
   *
   * @param signal Aborted when the request is cancelled.
   * @throws {PageRequiredError} If a page was not visited, so that the server did nothing.
   */
  async run<Result>(send: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (let rounds = 1;; rounds++) {
      try {
        return await send();
      } catch (error) {
        const [first, ...others] = getRequiredPages(error);
        if (first === undefined) throw error;
        if (rounds > MAX_ROUNDS) throw this.#required(first, `${MAX_ROUNDS} rounds of visits were not enough`, error);
        if (others.length >= MAX_PAGES) {
          throw this.#required(first, `it lists ${others.length + 1} pages (limit ${MAX_PAGES})`, error);
        }
        for (const page of [first, ...others]) await this.#visit(page, error, signal);
      }
    }
  }

  async #visit(page: RequiredPage, cause: unknown, signal: AbortSignal): Promise<void> {
    const { visit } = this.#handlers;
    if (visit === undefined) throw this.#required(page, "no person is available to do that", cause);
    const { action } = await visit.call(this.#handlers, page, signal);
    if (action === "decline") throw this.#required(page, "the person declined", cause);
    if (action !== "accept") throw this.#required(page, "the person cancelled", cause);
    if (!await this.#isFinished(page, signal)) throw this.#required(page, "the person did not finish there", cause);
  }

  /** Returns whether the page was completed, as reported by the server or the person, whichever comes first. */
  async #isFinished(page: RequiredPage, signal: AbortSignal): Promise<boolean> {
    const completed = this.#completions.waitFor(page.elicitationId);
    const over = new AbortController();
    const byServer = completed.then(() => true);
    const byPerson = this.#handlers.finish?.(page, AbortSignal.any([signal, over.signal])) ?? Promise.resolve(null);
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
