/** Keys that other programs have written into the ranges of ours. */

import type { Key, KeyPart, KeyRange, ListOptions } from "../port/mod.ts";

/** The keys that are read together. */
const KEYS_PER_READ = 500;

/** Reports whether a part of a key can be one of ours. */
type IsOwn = (part: KeyPart) => boolean;

const isText: IsOwn = (part) => typeof part === "string";
/** Times and hours, for example. */
const isInteger: IsOwn = (part) => Number.isSafeInteger(part);
/** Numbers of tickets and revisions, for example. */
const isNumber: IsOwn = (part) => Number.isSafeInteger(part) && (part as number) > 0;
const isIndex: IsOwn = (part) => Number.isSafeInteger(part) && (part as number) >= 0;
const isTextOrInteger: IsOwn = (part) => isText(part) || isInteger(part);

/** The parts of the keys of a range, after its name. */
interface Range {
  parts: readonly IsOwn[];
  /** The number of parts that every key has (default: all). */
  least?: number;
}

const RANGES: Record<string, Range> = {
  answer: { parts: [isText] },
  approval: { parts: [isNumber] },
  article: { parts: [isNumber] },
  articleId: { parts: [isText] },
  attachment: { parts: [isNumber, isText] },
  b: { parts: [isText, isIndex] },
  batch: { parts: [isNumber] },
  changes: { parts: [isText] },
  comment: { parts: [isNumber, isNumber] },
  commit: { parts: [isText] },
  count: { parts: [isText, isTextOrInteger], least: 1 },
  customer: { parts: [isText] },
  d: { parts: [isIndex, isText] },
  description: { parts: [isNumber] },
  draft: { parts: [isText, isText] },
  due: { parts: [isIndex, isIndex, isInteger, isNumber] },
  earlier: { parts: [isNumber, isNumber, isIndex] },
  erasure: { parts: [isText] },
  external: { parts: [isText] },
  findCustomer: { parts: [isText, isText] },
  h: { parts: [isText] },
  host: { parts: [isText] },
  idempotency: { parts: [isText] },
  into: { parts: [isNumber, isNumber] },
  lease: { parts: [isInteger, isNumber] },
  mergeTarget: { parts: [isNumber] },
  meta: { parts: [isText] },
  new: { parts: [isInteger, isNumber] },
  next: { parts: [isText] },
  open: { parts: [isInteger, isNumber] },
  pendingApprovals: { parts: [isText] },
  piece: { parts: [isText, isIndex] },
  quiet: { parts: [isNumber] },
  report: { parts: [isText, isTextOrInteger, isText] },
  secret: { parts: [isText] },
  settings: { parts: [] },
  snooze: { parts: [isInteger, isNumber] },
  ticket: { parts: [isNumber] },
  tier: { parts: [isText] },
  u: { parts: [isInteger, isNumber] },
  unresolved: { parts: [isNumber, isNumber] },
  upload: { parts: [isText] },
  webhook: { parts: [isText] },
  webhookFailure: { parts: [isText, isInteger, isText] },
  webhookMessage: { parts: [isText, isInteger, isText] },
};

/** Events have another part before those of their item. The keys of refusals have another one after them. */
const EVENTS: Record<string, Range> = {
  article: { parts: [isNumber, isNumber] },
  customer: { parts: [isText, isNumber, isText], least: 2 },
  settings: { parts: [isNumber] },
  ticket: { parts: [isNumber, isNumber, isText], least: 2 },
};

/** Reports whether a key is in a range of ours, but has other parts than the keys there. */
export function isForeignKey(key: Key): boolean {
  const isEvent = key[0] === "event";
  const name = key[isEvent ? 1 : 0];
  if (typeof name !== "string") return isEvent;
  const ranges = isEvent ? EVENTS : RANGES;
  return Object.hasOwn(ranges, name) ? !fits(key, isEvent ? 2 : 1, ranges[name]!) : isEvent;
}

interface KeyLists {
  list(range: KeyRange, options?: ListOptions): AsyncIterable<{ key: Key }>;
}

/** Lists the first keys of a range, or the last ones in reverse, without those of other programs. */
export async function listOwnKeys(
  kv: KeyLists,
  range: KeyRange,
  { limit, reverse = false }: { limit: number; reverse?: boolean },
): Promise<Key[]> {
  const entries = kv.list(range, { reverse, batchSize: Math.min(limit, KEYS_PER_READ), keysOnly: true });
  return (await takeOwn(entries, limit)).map(({ key }) => key);
}

/** Takes the first entries, without those of other programs. */
export async function takeOwn<Item extends { key: Key }>(entries: AsyncIterable<Item>, limit: number): Promise<Item[]> {
  const found: Item[] = [];
  for await (const entry of entries) {
    if (!isForeignKey(entry.key) && found.push(entry) === limit) break;
  }
  return found;
}

/** @param start The index of the first part after the name of the range. */
function fits(key: Key, start: number, { parts, least = parts.length }: Range): boolean {
  const count = key.length - start;
  if (count < least || count > parts.length) return false;
  for (let index = 0; index < count; index++) if (!parts[index]!(key[start + index]!)) return false;
  return true;
}
