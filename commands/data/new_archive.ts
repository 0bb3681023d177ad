import type { ImportTarget } from "../../data/mod.ts";
import type { ImportResult } from "../../store/mod.ts";

/**
 * Imports into a desk that does not exist yet. The first item that can be added creates it: an import whose rows are all rejected
 * leaves no store.
 *
 * @param empty An empty desk, on which items are tried first. It is not changed.
 * @param create Creates the desk. Called once.
 */
export function createOnAdd(empty: () => ImportTarget, create: () => Promise<ImportTarget>): ImportTarget {
  let created: Promise<ImportTarget> | undefined;
  const add = async <Result>(work: (target: ImportTarget) => Promise<Result>): Promise<Result> => {
    if (created === undefined) {
      const result = await work(empty());
      if (![result].flat().some((each) => (each as ImportResult).outcome === "added")) return result;
    }
    created ??= create();
    return await work(await created);
  };
  const use = async <Result>(work: (target: ImportTarget) => Promise<Result>) => await work(await created ?? empty());
  return {
    importSettings: (revisions) => add((target) => target.importSettings(revisions)),
    importArticles: (articles) => add((target) => target.importArticles(articles)),
    importCustomers: (customers, by) => add((target) => target.importCustomers(customers, by)),
    importTickets: (tickets, by) => add((target) => target.importTickets(tickets, by)),
    importAttachment: (ticketId, file) => add((target) => target.importAttachment(ticketId, file)),
    completeLinks: (ids, by) => use((target) => target.completeLinks(ids, by)),
    resolveLinks: (by) => use((target) => target.resolveLinks(by)),
    listMissing: (ids) => use((target) => target.listMissing(ids)),
  };
}
