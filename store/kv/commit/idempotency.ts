/** Idempotent calls: a host that got no response can repeat a call without changing anything twice. */

import { sha256 } from "../../../base/sha256.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import { parseRequiredText, toCanonicalJson } from "../../rules/values/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import type { CommitOptions, Rule, Store, Transaction } from "./transaction.ts";

/** A call that changes the desk. */
export interface ChangeCall {
  /** The method, such as `close`. */
  operation: string;
  /** The values that a repeat has in common with the first call. JSON. */
  input: unknown;
  context: ChangeContext;
  /** The time for which a repeat is recognized, in milliseconds (default: a day). */
  retention?: number;
}

/** The result of a call, and the time of its commit (ms since the epoch). */
export interface CommittedResult<T> {
  result: T;
  at: number;
}

/** `expiresAt` decides: Deno KV may delete an expired key a minute or more later. */
interface StoredResult<T> {
  answer: T;
  at: number;
  fingerprint: string;
  expiresAt: number;
}

const RETENTION = 24 * 60 * 60 * 1000;
const MAX_KEY_LENGTH = 200;

/**
 * Commits the rule, unless its call repeats an earlier one with the same idempotency key. A repeat returns the first
 * result and changes nothing. Keys belong to one operation and one caller, in any version of the host. A null result
 * means that there was nothing to do, and is not stored.
 *
 * @throws {DeskError} `idempotency_mismatch` if the key was used with other values.
 */
export function commitOnce<T>(
  store: Store,
  call: ChangeCall,
  rule: Rule<T>,
  options: CommitOptions = {},
): Promise<CommittedResult<T>> {
  const { idempotencyKey } = call.context;
  if (idempotencyKey === undefined) return store.commits.commit(withCommitTime(rule), options);
  return commitWithKey(store, { ...call, idempotencyKey }, rule, options);
}

async function commitWithKey<T>(
  store: Store,
  { operation, input, context: { by }, idempotencyKey, retention = RETENTION }: ChangeCall & { idempotencyKey: string },
  rule: Rule<T>,
  options: CommitOptions,
): Promise<CommittedResult<T>> {
  const text = parseRequiredText("idempotency key", idempotencyKey, MAX_KEY_LENGTH);
  const key = keys.idempotency(await hashJson([operation, ...toCallerParts(by), text]));
  const fingerprint = await hashJson(input);
  return await store.commits.commit(async (transaction) => {
    const first = await transaction.get<StoredResult<T>>(key);
    if (first !== null && first.expiresAt > transaction.now) return replayResult(first, fingerprint, text);
    const committed = await withCommitTime(rule)(transaction);
    if (committed.result !== null) storeResult(transaction, key, committed, { fingerprint, retention });
    return committed;
  }, { ...options, reads: [...(options.reads ?? []), key] });
}

/** Identifies the owner of a key: two people with the same host have separate keys. */
export function toCallerParts({ kind, name, on_behalf_of }: Actor): string[] {
  return on_behalf_of === undefined ? [kind, name] : [kind, name, on_behalf_of];
}

function withCommitTime<T>(rule: Rule<T>): Rule<CommittedResult<T>> {
  return (transaction) => rule(transaction).then((result) => ({ result, at: transaction.now }));
}

function replayResult<T>(
  { answer, at, ...first }: StoredResult<T>,
  fingerprint: string,
  key: string,
): CommittedResult<T> {
  if (first.fingerprint === fingerprint) return { result: answer, at };
  throw new DeskError(
    "idempotency_mismatch",
    `The idempotency key "${key}" was used before, with other values. Use a new key for each new call.`,
  );
}

function storeResult<T>(
  transaction: Transaction,
  key: Key,
  { result, at }: CommittedResult<T>,
  { fingerprint, retention }: { fingerprint: string; retention: number },
): void {
  const stored: StoredResult<T> = { answer: result, at, fingerprint, expiresAt: transaction.now + retention };
  transaction.set(key, stored, { expireIn: retention });
}

/** Computes the SHA-256 digest of the value's canonical JSON, in hexadecimal. */
export async function hashJson(value: unknown): Promise<string> {
  return (await sha256(toCanonicalJson(value))).toHex();
}
