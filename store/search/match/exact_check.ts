/** Checks of items that may match: tiers, word order of phrases, values in an order, and times. */

import type { Tier } from "../../customer.ts";
import { fold, hasPhrase, splitUnits } from "../analysis/mod.ts";
import type { ReadBudget } from "../source/mod.ts";
import type { SearchedItem, SearchSource } from "../source/mod.ts";
import { type Expression, meetsComparison, type TimeField } from "../query/mod.ts";
import type { Matcher } from "./match_expressions.ts";

/** Reading and splitting this many characters costs about as much as reading one key. */
const CHARACTERS_PER_KEY = 100;

/** Reports whether the index alone cannot tell if a ticket matches. */
export function needsCheck(expression: Expression): boolean {
  switch (expression.kind) {
    case "all":
    case "any":
      return expression.parts.some(needsCheck);
    case "not":
      return needsCheck(expression.part);
    default:
      return ["phrase", "tier", "time", "field"].includes(expression.kind);
  }
}

/** The knowledge of the index about a part of a query, which is certain for the kinds that need no check. */
export type IndexMatches = Pick<Matcher, "hasMatched" | "hasNamed">;

/** Evaluates expressions on tickets. */
export class ExactCheck {
  readonly #tiers = new Map<string, Promise<Tier | null>>();
  readonly #phrases = new Map<string, string[]>();

  constructor(
    private readonly source: SearchSource,
    private readonly index: IndexMatches,
    private readonly budget: ReadBudget,
  ) {}

  async passes(record: SearchedItem, expressions: readonly Expression[]): Promise<boolean> {
    const readTexts = memoize(() => this.#readTexts(record));
    for (const expression of expressions) {
      if (!await this.#meets(record, readTexts, expression)) return false;
    }
    return true;
  }

  async #meets(record: SearchedItem, readTexts: () => Promise<string[]>, expression: Expression): Promise<boolean> {
    switch (expression.kind) {
      case "all":
        for (const part of expression.parts) if (!await this.#meets(record, readTexts, part)) return false;
        return true;
      case "any":
        for (const part of expression.parts) if (await this.#meets(record, readTexts, part)) return true;
        return false;
      case "not":
        return !await this.#meets(record, readTexts, expression.part);
      case "time": {
        const at = readTime(record, expression.field);
        return at !== null && expression.period.from <= at && at < expression.period.to;
      }
      case "field":
        return Object.entries(record.custom ?? {}).some(([name, value]) =>
          fold(name) === expression.name && meetsComparison(expression, value)
        );
      case "tier":
        return await this.#hasTier(record, expression.anyOf);
      case "phrase": {
        if (!this.index.hasMatched(expression, Number(record.id))) return false;
        const units = this.#getUnits(expression.text);
        if ((await readTexts()).some((text) => hasPhrase(text, units))) return true;
        if (expression.isInTexts) return false;
        return this.index.hasNamed(expression, Number(record.id)) ||
          listLabels(record).some((label) => hasPhrase(label, units));
      }
      default:
        return this.index.hasMatched(expression, Number(record.id));
    }
  }

  #getUnits(text: string): string[] {
    const known = this.#phrases.get(text) ?? splitUnits(text);
    this.#phrases.set(text, known);
    return known;
  }

  async #readTexts(record: SearchedItem): Promise<string[]> {
    const texts = await this.source.readTexts(record);
    this.budget.spend(texts.reduce((sum, { length }) => sum + 1 + length / CHARACTERS_PER_KEY, 0));
    return texts;
  }

  async #hasTier({ customer }: SearchedItem, anyOf: readonly Tier[]): Promise<boolean> {
    const tier = customer === undefined ? null : await this.#readTier(customer);
    return tier !== null && anyOf.includes(tier);
  }

  #readTier(email: string): Promise<Tier | null> {
    const known = this.#tiers.get(email);
    if (known !== undefined) return known;
    this.budget.spend(1);
    const tier = this.source.readTier(email);
    this.#tiers.set(email, tier);
    return tier;
  }
}

function listLabels({ customer, assignee, tags = [] }: SearchedItem): string[] {
  return [customer, assignee, ...tags].filter((label) => label !== undefined && label !== null);
}

/** Returns a time of the item, in milliseconds since the epoch; null if it has none. */
function readTime(item: SearchedItem, field: TimeField): number | null {
  const { created_at, updated_at, closed_at, due_at } = item;
  const time = { created: created_at, updated: updated_at, closed: closed_at, due: due_at }[field];
  return typeof time === "string" ? Date.parse(time) : null;
}

function memoize<T>(compute: () => T): () => T {
  let known: { value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
