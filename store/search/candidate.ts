import type { TicketRecord } from "../ticket.ts";
import type { ReadBudget } from "./budget.ts";
import type { Position } from "./position.ts";
import type { SearchSource } from "./search_source.ts";

/** Reading so many characters and taking their words costs about as much as reading one more key. */
const CHARACTERS_PER_KEY = 100;

/** A ticket that has what the index knows of a query, while the rest of the query is looked at. */
export class Candidate {
  #texts: Promise<string[]> | undefined;

  /**
   * @param terms those of the ticket's terms that the query speaks of
   * @param record null when the query doesn't need it, or the ticket is gone
   */
  constructor(
    private readonly source: SearchSource,
    private readonly budget: ReadBudget,
    readonly position: Position,
    readonly terms: ReadonlySet<string>,
    readonly record: TicketRecord | null,
  ) {}

  /** The subject, the description, the comments. */
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
