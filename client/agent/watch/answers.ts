import { WHOLE_TEXT } from "./contents.ts";

/** An item of a resource, or several. */
export interface NewsPlace {
  resource: { server: { name: string }; uri: string };
  keys: ReadonlySet<string>;
}

/**
 * Recognizes news that answer the agent's own changes: another agent on the same desk may answer each of them, and this one
 * that answer, without an end.
 */
export class Answers {
  /** The times at which runs that changed an item ended, by the item's place. */
  readonly #changed = new Map<string, number>();

  /** @param maxAge The age of a change, in milliseconds, after which news are no answer to it any more. */
  constructor(readonly maxAge: number) {}

  /** Returns whether all the news are about items that this agent changed shortly before. */
  include(news: readonly NewsPlace[]): boolean {
    const oldest = performance.now() - this.maxAge;
    for (const [place, time] of this.#changed) if (time < oldest) this.#changed.delete(place);
    return news.flatMap(listPlaces).every((place) => this.#changed.has(place));
  }

  /** Notes the items that a run changed, at its end. */
  add(news: NewsPlace): void {
    for (const place of listPlaces(news)) this.#changed.set(place, performance.now());
  }
}

/** Ids of tickets are the same in all views of a server. */
function listPlaces({ resource: { server, uri }, keys }: NewsPlace): string[] {
  return [...keys].map((key) => `${server.name}\n${key === WHOLE_TEXT ? uri : `#${key}`}`);
}
