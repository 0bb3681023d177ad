/** Conditions that posting lists cannot answer: exclusions, tiers and the word order of phrases. */

import type { Tier } from "../customer.ts";
import type { TicketRecord } from "../ticket.ts";
import type { ReadBudget } from "./budget.ts";
import { Candidate } from "./candidate.ts";
import type { Position } from "./position.ts";
import type { SearchSource } from "./search_source.ts";
import { type Condition, getRequiredTerms, getTerms, type Query } from "./query/mod.ts";
import { hasPhrase } from "./analysis/mod.ts";

/** Ranks of the cost of a check: from the index, from the record, from texts. */
const COST: Record<Condition["kind"], number> = { created: 0, terms: 1, words: 1, tier: 2, phrase: 3 };

/** Checks tickets that have the query's {@linkcode getRequiredTerms} and creation time. */
export class ConditionCheck {
  /** Cheap checks first. */
  readonly #checks: { condition: Condition; expected: boolean }[];
  readonly #requiredTerms: ReadonlySet<string>;
  readonly #otherTerms: string[];
  readonly #tiers = new Map<string, Promise<Tier>>();

  constructor(private readonly source: SearchSource, query: Query, private readonly budget: ReadBudget) {
    const unclear = query.required.filter(({ kind }) => kind === "tier" || kind === "phrase");
    this.#checks = [
      ...unclear.map((condition) => ({ condition, expected: true })),
      ...query.excluded.map((condition) => ({ condition, expected: false })),
    ].sort((one, other) => COST[one.condition.kind] - COST[other.condition.kind]);
    this.#requiredTerms = new Set(getRequiredTerms(query).flatMap((anyOf) => anyOf.length === 1 ? anyOf : []));
    this.#otherTerms = [...new Set(query.excluded.flatMap(getTerms)).difference(this.#requiredTerms)];
  }

  /** False if every ticket passes. */
  get isNeeded(): boolean {
    return this.#checks.length > 0;
  }

  /** Returns the positions of tickets that match the query, in the same order. */
  async filter(positions: Position[]): Promise<Position[]> {
    if (!this.isNeeded) return positions;
    const candidates = await this.#candidates(positions);
    const passed = await Promise.all(candidates.map((candidate) => this.#passes(candidate)));
    return positions.filter((_, index) => passed[index]);
  }

  async #passes(candidate: Candidate): Promise<boolean> {
    for (const { condition, expected } of this.#checks) {
      if (await this.#fulfils(candidate, condition) !== expected) return false;
    }
    return true;
  }

  async #fulfils(candidate: Candidate, condition: Condition): Promise<boolean> {
    switch (condition.kind) {
      case "created":
        return condition.period.from <= candidate.position[0] && candidate.position[0] < condition.period.to;
      case "terms":
        return condition.anyOf.some((term) => candidate.terms.has(term));
      case "words":
        return getTerms(condition).every((term) => candidate.terms.has(term));
      case "tier":
        return candidate.record !== null && condition.anyOf.includes(await this.#readTier(candidate.record.customer));
      case "phrase":
        return getTerms(condition).every((term) => candidate.terms.has(term)) &&
          (await candidate.readTexts()).some((text) => hasPhrase(text, condition.words));
    }
  }

  /** Reads the data for all checks in a few calls, except texts. */
  async #candidates(positions: Position[]): Promise<Candidate[]> {
    const [postings, records] = await Promise.all([this.#postings(positions), this.#records(positions)]);
    return positions.map((position, index) => {
      const has = this.#otherTerms.filter((_, place) => postings[index * this.#otherTerms.length + place]);
      const terms = this.#requiredTerms.union(new Set(has));
      return new Candidate(this.source, this.budget, position, terms, records[index] ?? null);
    });
  }

  /** Checks the index for each position and each of the other terms, position by position. */
  async #postings(positions: Position[]): Promise<boolean[]> {
    const postings = positions.flatMap((position) => this.#otherTerms.map((term) => ({ term, position })));
    if (postings.length === 0) return [];
    this.budget.spend(postings.length);
    return await this.source.hasPostings(postings);
  }

  async #records(positions: Position[]): Promise<(TicketRecord | null)[]> {
    const needed = this.#checks.some(({ condition: { kind } }) => kind === "tier" || kind === "phrase");
    if (!needed || positions.length === 0) return [];
    this.budget.spend(positions.length);
    return await this.source.readRecords(positions.map(([, number]) => number));
  }

  #readTier(email: string): Promise<Tier> {
    const known = this.#tiers.get(email);
    if (known !== undefined) return known;
    this.budget.spend(1);
    const tier = this.source.readTier(email);
    this.#tiers.set(email, tier);
    return tier;
  }
}
