import { isPlainObject } from "../../base/values/is_plain_object.ts";
import type { Tier } from "../customer.ts";
import type { CustomValues } from "../ticket.ts";
import { type CountedEvent, type CountedTicket, type Fact, listFacts } from "./facts.ts";
import type { GroupedTicket } from "./groups.ts";

/** The event of a change, with the fields that it changed. */
export type ReplayedEvent = CountedEvent & { after: object };

/**
 * Lists the facts of a whole history: the same as those of its changes, one after another.
 *
 * @param events The changes, oldest first.
 */
export function listHistoryFacts(events: Iterable<ReplayedEvent>, tier: Tier): Fact[] {
  return combineFacts([...iterateHistoryFacts(events, tier)]);
}

/** Iterates the facts of a whole history. Several may be of the same hour and groups. */
export function* iterateHistoryFacts(events: Iterable<ReplayedEvent>, tier: Tier): Generator<Fact> {
  let state: CountedTicket | null = null;
  for (const event of events) {
    const after = cleanGroups(state === null ? event.after as CountedTicket : { ...state, ...event.after });
    for (const fact of listFacts(state, after, event, tier)) if (Number.isFinite(fact.hour)) yield fact;
    state = after;
  }
}

/** Imported histories lead to a valid ticket, but what they had in between may be of any type. */
function cleanGroups(ticket: CountedTicket): CountedTicket {
  const { assignee, tags, custom, fixed_fields } = ticket as Record<keyof GroupedTicket, unknown>;
  const isClean = (assignee === null || typeof assignee === "string") && isTextList(tags) &&
    (custom === undefined || isPlainObject(custom)) && (fixed_fields === undefined || isTextList(fixed_fields));
  if (isClean) return ticket;
  return {
    ...ticket,
    assignee: typeof assignee === "string" ? assignee : null,
    tags: keepTexts(tags),
    custom: isPlainObject(custom) ? custom as CustomValues : {},
    fixed_fields: keepTexts(fixed_fields),
  };
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function keepTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Combines the facts of the same hour and groups. */
function combineFacts(facts: readonly Fact[]): Fact[] {
  if (facts.length < 2) return [...facts];
  const combined = new Map<string, { fact: Fact; amounts: Map<number, number> }>();
  for (const fact of facts) {
    const name = `${fact.hour} ${fact.groups.join("\0")}`;
    const known = combined.get(name);
    const amounts = known?.amounts ?? new Map<number, number>();
    for (const [code, amount] of fact.counts) amounts.set(code, (amounts.get(code) ?? 0) + amount);
    if (known === undefined) combined.set(name, { fact, amounts });
  }
  return [...combined.values()].flatMap(({ fact, amounts }) => {
    const counts = [...amounts].filter(([, amount]) => amount !== 0);
    return counts.length === 0 ? [] : [{ ...fact, counts }];
  });
}
