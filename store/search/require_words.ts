import type { WordResolver } from "./match/mod.ts";
import type { Expression, Query } from "./query/mod.ts";

/**
 * Returns everything that a result must meet: the conditions of a query, and at least one of its ranked words. Function
 * words find nothing beside others.
 */
export async function requireWords(words: WordResolver, { required, ranked }: Query): Promise<Expression[]> {
  if (ranked.length === 0) return required;
  const items = await Promise.all(ranked.map((word) => words.resolve(word)));
  const counted = ranked.filter((_, index) => items[index]!.some(({ isStopWord }) => !isStopWord));
  return [...required, { kind: "any", parts: counted.length === 0 ? ranked : counted }];
}
