/** Queries as expressions. */

import type { Tier } from "../../../customer.ts";
import type { TicketSort } from "../../../settings.ts";
import type { Period } from "./period.ts";

/** The times of a ticket that filters compare. */
export const TIME_FIELDS = ["created", "updated", "closed", "due"] as const;
export type TimeField = (typeof TIME_FIELDS)[number];

/** A condition that a ticket meets or does not meet. */
export type Expression =
  /** It meets all of the parts. `orderedBy` is the time that a query with it is in the order of. */
  | { kind: "all"; parts: readonly Expression[]; orderedBy?: TimeField }
  /** It meets at least one of the parts. `isRanked` is true for the words of a view: its function words do not count beside others. */
  | { kind: "any"; parts: readonly Expression[]; isRanked?: boolean }
  | { kind: "not"; part: Expression }
  /** It has at least one of these terms, or terms that start with these prefixes. */
  | { kind: "terms"; anyOf: readonly string[]; prefixes: readonly string[] }
  /** Its texts, or the fields that are searched, have this word in some form. */
  | WordExpression
  /** It is the ticket with this number. */
  | { kind: "number"; number: number }
  /** One of its texts has these words in sequence. */
  /** `isInTexts` is true if it is not looked for in tags and names. */
  | { kind: "phrase"; text: string; isInTexts?: boolean }
  /** Its customer has one of these tiers. */
  | { kind: "tier"; anyOf: readonly Tier[] }
  /** It is linked to one of these tickets, in any way or in this one. */
  | LinkedExpression
  /** It was imported under one of these external ids. */
  | { kind: "external"; anyOf: readonly string[] }
  /** Someone whose name has all of these words has commented on it or changed it. */
  | { kind: "author"; name: string }
  /** A custom field has a value in this order. */
  | FieldExpression
  /** One of its times is in this period. */
  | TimeExpression;

export interface LinkedExpression {
  kind: "linked";
  relation: "parent" | "caused_by" | null;
  numbers: readonly number[];
}

export interface FieldExpression {
  kind: "field";
  /** Folded. */
  name: string;
  operator: "<" | "<=" | ">" | ">=";
  /** A number, or a date such as `2026-11-01`. */
  value: number | string;
}

export interface TimeExpression {
  kind: "time";
  field: TimeField;
  period: Period;
}

/** A word as typed: it may have several parts, such as `v2.10.3`, and end in `*`. */
export interface WordExpression {
  kind: "word";
  text: string;
  isPrefix: boolean;
  /** True if its parts do not count: `v2` is then not `2`. */
  isWhole?: boolean;
  /** Words that it is part of, if it is written as one with a neighbour. */
  joined?: readonly string[];
}

/** A ticket matches if it meets the required expressions. Of the ranked words it needs only one. */
export interface Query {
  required: Expression[];
  ranked: WordExpression[];
  /** The order that the query, or a view in it, asks for. */
  sort?: TicketSort;
}

/** Lists the parts of expressions that are words or phrases and are not excluded. */
export function listWords(expressions: readonly Expression[]): Expression[] {
  return expressions.flatMap((expression): Expression[] => {
    switch (expression.kind) {
      case "all":
      case "any":
        return listWords(expression.parts);
      case "word":
      case "phrase":
        return [expression];
      default:
        return [];
    }
  });
}

/** Lists the parts that must all be met, such as those of a view. */
export function listParts(expression: Expression): readonly Expression[] {
  return expression.kind === "all" ? expression.parts.flatMap(listParts) : [expression];
}

/** Lists the parts of expressions that are neither combined nor excluded. */
export function listLeaves(expressions: readonly Expression[]): Expression[] {
  return expressions.flatMap((expression) => {
    if (expression.kind === "not") return listLeaves([expression.part]);
    return "parts" in expression ? listLeaves(expression.parts) : [expression];
  });
}

/** Lists everything that a result must meet: the conditions of a query, and at least one of its ranked words. */
export function requireWords({ required, ranked }: Query): readonly Expression[] {
  return ranked.length === 0 ? required : [...required, { kind: "any", parts: ranked, isRanked: true }];
}

/** Lists the times that required expressions may give the order of. */
export function listOrders(required: readonly Expression[]): TimeField[] {
  return required.flatMap((expression) => {
    const field = expression.kind === "time" ? expression.field : expression.kind === "all" && expression.orderedBy;
    return field ? [field] : [];
  });
}
