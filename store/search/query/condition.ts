/** Conditions of a query. */

import type { Tier } from "../../customer.ts";
import type { Period } from "./period.ts";
import { terms, toWordTerm } from "../analysis/mod.ts";

/** A condition that a ticket meets or does not meet. */
export type Condition =
  /** The ticket has at least one of these terms. */
  | { kind: "terms"; anyOf: readonly string[] }
  /** Its texts contain all of these words. */
  | { kind: "words"; words: readonly string[] }
  /** One of its texts contains these words in sequence. */
  | { kind: "phrase"; words: readonly string[] }
  /** Its customer has one of these tiers. */
  | { kind: "tier"; anyOf: readonly Tier[] }
  /** It was created in this period. */
  | { kind: "created"; period: Period };

/** A ticket matches if it meets all required conditions and no excluded one. */
export interface Query {
  required: Condition[];
  excluded: Condition[];
}

/** Returns the terms that a condition depends on. */
export function getTerms(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case "terms":
      return condition.anyOf;
    case "words":
    case "phrase":
      return condition.words.map(toWordTerm);
    case "tier":
    case "created":
      return [];
  }
}

/** Returns the terms that a matching ticket must have: at least one of each list. */
export function getRequiredTerms({ required }: Query): (readonly string[])[] {
  const lists = required.flatMap((condition) =>
    condition.kind === "terms" ? [condition.anyOf] : getTerms(condition).map((term) => [term])
  );
  const distinct = new Map(lists.map((anyOf) => [JSON.stringify(anyOf), anyOf]));
  return distinct.size > 0 ? [...distinct.values()] : [[terms.all]];
}
