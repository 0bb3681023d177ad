import type { Tier } from "../customer.ts";
import { type CountedEvent, type CountedTicket, type Fact, listFacts } from "./facts.ts";

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
  const { assignee, tags } = ticket as { assignee: unknown; tags: unknown };
  const isClean = (assignee === null || typeof assignee === "string") && Array.isArray(tags) &&
    tags.every((tag) => typeof tag === "string");
  if (isClean) return ticket;
  const names = Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
  return { ...ticket, assignee: typeof assignee === "string" ? assignee : null, tags: names };
}

/** Combines the facts of the same hour and groups. */
function combineFacts(facts: readonly Fact[]): Fact[] {
  if (facts.length < 2) return [...facts];
  const combined = new Map<string, { fact: Fact; amounts: Map<number, number> }>();
  for (const fact of facts) {
    const name = `${fact.hour} ${fact.groups.join(",")}`;
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
