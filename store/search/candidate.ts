import type { TicketRecord } from "../ticket.ts";
import type { ReadBudget } from "./budget.ts";
import type { Position } from "./position.ts";
import type { SearchSource } from "./search_source.ts";

/** Reading and splitting this many characters costs about as much as reading one key. */
const CHARACTERS_PER_KEY = 100;

/** A ticket that matches the index, while the rest of the query is checked. */
export class Candidate {
  #texts: Promise<string[]> | undefined;

  /**
   * @param terms The ticket's terms that occur in the query.
   * @param record Null if the query does not need it or the ticket does not exist.
   */
  constructor(
    private readonly source: SearchSource,
    private readonly budget: ReadBudget,
    readonly position: Position,
    readonly terms: ReadonlySet<string>,
    readonly record: TicketRecord | null,
  ) {}

  /** Reads the subject, the description and the comments. */
  readTexts(): Promise<string[]> {
    return this.#texts ??= this.#readTexts();
  }

  async #readTexts(): Promise<string[]> {
    if (this.record === null) return [];
    const number = this.position[1];
    const [description, comments] = await Promise.all([
      this.source.readDescription(number),
      this.record.comment_count > 0 ? this.source.readComments(number) : [],
    ]);
    const texts = [this.record.subject, description, ...comments];
    this.budget.spend(texts.reduce((sum, { length }) => sum + 1 + length / CHARACTERS_PER_KEY, 0));
    return texts;
  }
}
