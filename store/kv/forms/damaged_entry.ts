import { DeskError } from "../../errors.ts";
import { getAll, type Key, type KeyPart, type KeyValueStore } from "../port/mod.ts";

const REMEDY = "Repair the store (support-mcp check --repair), or restore a backup (support-mcp restore). " +
  "support-mcp check lists what is damaged, and export --salvage reads what is left.";

/** The value of an entry cannot be read. The message names no words of customers: a model reads it. */
export class DamagedEntryError extends DeskError {
  override name = "DamagedEntryError";

  constructor(key: Key, options?: ErrorOptions) {
    const [subject, part, problem = "cannot be read"] = describe(key);
    super("unavailable", `${subject} damaged: ${part} ${problem}. ${REMEDY}`, options);
  }
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
    case "external":
      return ["The store is", "the ticket of an external id"];
    default:
      return ["The store is", `an entry of "${String(name)}"`];
  }
}

function describeEvent(revision: KeyPart | undefined): string {
  return `event ${String(revision)} of its history`;
}

/** Reads any number of keys, like `getAll`, for lists of other things too: damaged entries count as none. */
export async function getAllSound<T>(kv: KeyValueStore, keys: readonly (Key | null)[]): Promise<(T | null)[]> {
  try {
    return await getAll<T>(kv, keys);
  } catch (error) {
    if (!(error instanceof DamagedEntryError)) throw error;
    return await Promise.all(keys.map((key) => key === null ? null : skipDamaged(getValue<T>(kv, key))));
  }
}

async function getValue<T>(kv: KeyValueStore, key: Key): Promise<T | null> {
  return (await kv.get<T>(key)).value;
}

/** Returns null if the entry is damaged: work on many things goes on without it. */
export async function skipDamaged<T>(read: Promise<T | null>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof DamagedEntryError) return null;
    throw error;
  }
}
