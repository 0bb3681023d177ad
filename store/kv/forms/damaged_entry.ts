import { DeskError } from "../../errors.ts";
import { type Entry, getAll, getEntries, type Key, type KeyPart, type KeyValueStore } from "../port/mod.ts";

const REMEDY = "Repair the store (support-mcp check --repair), or restore a backup (support-mcp restore). " +
  "support-mcp check lists what is damaged, and export --salvage reads what is left.";

/** The calls that work without a part of the search index. */
const WITHOUT_INDEX = "Other words and filters may still find tickets; ticket://list and calls with an id work.";

/** The value of an entry cannot be read. The message names no words of customers: a model reads it. */
export class DamagedEntryError extends DeskError {
  override name = "DamagedEntryError";
  /** Names the item and the entry, without the remedy. */
  readonly problem: string;

  constructor(readonly key: Key, options?: ErrorOptions) {
    const [subject, part, reason = "cannot be read"] = describe(key);
    const problem = `${subject} damaged: ${part} ${reason}.`;
    const sentences = [problem, ...isOfIndex(key) ? [WITHOUT_INDEX] : [], REMEDY];
    super("unavailable", sentences.join(" "), options);
    this.problem = problem;
  }
}

function isOfIndex([name]: Key): boolean {
  return name === "h" || name === "b" || name === "d";
}

/** Describes the item that an entry belongs to, and the entry as a part of it. */
function describe(key: Key): [subject: string, part: string, problem?: string] {
  const [name, item, part] = key[0] === "event" ? [`${String(key[1])} event`, ...key.slice(2)] : key;
  switch (name) {
    case "ticket":
      return [`Ticket #${String(item)} is`, "its record"];
    case "description":
      return [`Ticket #${String(item)} is`, "its description"];
    case "comment":
      return [`Ticket #${String(item)} is`, `comment ${String(part)}`];
    case "earlier":
      return [`Ticket #${String(item)} is`, `a text that revision ${String(part)} replaced`];
    case "attachment":
      return [`Ticket #${String(item)} is`, "the entry of a file"];
    case "ticket event":
      return [`Ticket #${String(item)} is`, describeEvent(part)];
    case "customer":
      return [`Customer ${String(item)} is`, "the account"];
    case "customer event":
      return [`Customer ${String(item)} is`, describeEvent(part)];
    case "tier":
      return [`Customer ${String(item)} is`, "the mark of a change of the tier"];
    case "article":
      return [`Article number ${String(item)} is`, "its record"];
    case "article event":
      return [`Article number ${String(item)} is`, `revision ${String(part)}`];
    case "articleId":
      return [`Article ${String(item)} is`, "its number"];
    case "settings":
      return ["The settings are", "the current revision"];
    case "settings event":
      return ["The settings are", `revision ${String(item)}`];
    case "approval":
      return [`Approval A${String(item)} is`, "its record"];
    case "batch":
      return [`Batch B${String(item)} is`, "its record"];
    case "next":
      return ["The store is", `the number of the next ${String(item)}`, "is missing or wrong"];
    case "pendingApprovals":
      return ["The store is", "a list of pending approvals"];
    case "secret":
      return ["The store is", "a secret of the settings"];
    case "upload":
      return ["The store is", "the mark of a file that is not complete"];
    case "external":
      return ["The store is", "the ticket of an external id"];
    case "count":
      return ["The store is", "a counter"];
    case "report":
      return ["The store is", "a count of the reports"];
    case "h":
    case "b":
    case "d":
      return ["The store is", "a part of the search index"];
    case "meta":
      return ["The store is", `its state of "${String(item)}"`];
    case "webhook":
      return [`Webhook ${String(item)} is`, "its place in the history"];
    case "webhookMessage":
    case "webhookFailure":
      return [`Webhook ${String(item)} is`, "a message"];
    default:
      return ["The store is", `an entry of "${String(name)}"`];
  }
}

function describeEvent(revision: KeyPart | undefined): string {
  return `event ${String(revision)} of its history`;
}

/** The problems of entries that a list leaves out; see {@linkcode DamagedEntryError.problem}. */
export type DamageList = Set<string>;

/**
 * Reads any number of keys, like `getAll`, for lists of other things too: damaged entries count as none.
 *
 * @param damaged Gets the problems of those.
 */
export async function getAllSound<T>(
  kv: KeyValueStore,
  keys: readonly (Key | null)[],
  damaged?: DamageList,
): Promise<(T | null)[]> {
  try {
    return await getAll<T>(kv, keys);
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    return await Promise.all(keys.map((key) => key === null ? null : skipDamaged(getValue<T>(kv, key), damaged)));
  }
}

/** Reads the entries of any number of keys. Those that are damaged are null. */
export async function getEntriesSound<T>(kv: KeyValueStore, keys: readonly Key[]): Promise<(Entry<T> | null)[]> {
  try {
    return await getEntries<T>(kv, keys);
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    return await Promise.all(keys.map((key) => skipDamaged(kv.get<T>(key))));
  }
}

/** Adds the problems to a page, if there are any. */
export function withDamage<Page extends object>(
  page: Page,
  damaged: DamageList,
): Page & { damaged?: readonly string[] } {
  return damaged.size === 0 ? page : { ...page, damaged: [...damaged] };
}

async function getValue<T>(kv: KeyValueStore, key: Key): Promise<T | null> {
  return (await kv.get<T>(key)).value;
}

/** Returns null if the entry is damaged: work on many things goes on without it. */
export async function skipDamaged<T>(read: Promise<T | null>, damaged?: DamageList): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    damaged?.add(error.problem);
    return null;
  }
}
