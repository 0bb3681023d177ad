/** What a query can ask of a ticket. */

import type { Tier } from "../../customer.ts";
import type { Period } from "./period.ts";
import { terms, toWordTerm } from "../analysis/mod.ts";

/** Something that a ticket fulfils or not. */
export type Condition =
  /** It has at least one of these terms (see `filterTerms`). */
  | { kind: "terms"; anyOf: readonly string[] }
  /** Its texts hold all of these words, anywhere. */
  | { kind: "words"; words: readonly string[] }
  /** One of its texts holds these words one after the other. */
  | { kind: "phrase"; words: readonly string[] }
  /** Its customer has one of these tiers. */
  | { kind: "tier"; anyOf: readonly Tier[] }
  /** It was created in this time. */
  | { kind: "created"; period: Period };

/** A ticket is found when it fulfils all that is required and nothing that is excluded. */
export interface Query {
  required: Condition[];
  excluded: Condition[];
}

/** The terms that tell, by themselves or together with something else, whether a ticket fulfils the condition. */
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

/** The terms that the index must have for a ticket, so that it can fulfil the query at all: any one of each list. */
export function getRequiredTerms({ required }: Query): (readonly string[])[] {
  const lists = required.flatMap((condition) =>
    condition.kind === "terms" ? [condition.anyOf] : getTerms(condition).map((term) => [term])
  );
  const distinct = new Map(lists.map((anyOf) => [JSON.stringify(anyOf), anyOf]));
  return distinct.size > 0 ? [...distinct.values()] : [[terms.all]];
}
