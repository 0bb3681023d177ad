/** Idempotent calls: a host that got no response can repeat a call without changing anything twice. */

import { sha256 } from "../../../base/bytes/sha256.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import type { ReceivedMessage } from "../../incoming_message.ts";
import { parseRequiredText, toCanonicalJson } from "../../rules/values/mod.ts";
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
export interface StoredResult<T> {
  answer: T;
  at: number;
  /** Null once the customer of the call is erased: it was a digest of their words. */
  fingerprint: string | null;
  expiresAt: number;
}

/** The key of a call's result, and the digest of the values that a repeat has in common with the call. */
export interface CallIdentity {
  key: string;
  fingerprint: string;
}

const RETENTION = 24 * 60 * 60 * 1000;
/** Longer than any call takes, in milliseconds. */
const TIME_TO_REPEAT = 10 * 60 * 1000;
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
  const text = parseKey(idempotencyKey);
  const identity = await identifyCall({ operation, input, context: { by, idempotencyKey } });
  const key = keys.idempotency(identity.key);
  return await store.commits.commit(async (transaction) => {
    const first = await transaction.get<StoredResult<T>>(key);
    if (isKept(first, transaction.now)) return replayResult(first, identity.fingerprint, text);
    const committed = await withCommitTime(rule)(transaction);
    if (committed.result !== null) stageResult(transaction, identity, committed.result, retention);
    return committed;
  }, { ...options, reads: [...(options.reads ?? []), key] });
}

/** Finds the result of an earlier call with the same idempotency key; null if there is none. */
export async function findResult<T>(store: Store, call: ChangeCall): Promise<CommittedResult<T> | null> {
  if (call.context.idempotencyKey === undefined) return null;
  const isNew = new Error("The call is new");
  try {
    return await commitOnce<T>(store, call, () => Promise.reject(isNew));
  } catch (error) {
    if (error === isNew) return null;
    throw error;
  }
}

/** Identifies a call with an idempotency key. Neither part has words of people. */
export async function identifyCall(
  { operation, input, context: { by, idempotencyKey } }: Pick<ChangeCall, "operation" | "input"> & {
    context: { by: Actor; idempotencyKey: string };
  },
): Promise<CallIdentity> {
  return {
    key: await hashJson([operation, ...toCallerParts(by), parseKey(idempotencyKey)]),
    fingerprint: await hashJson(input),
  };
}

function parseKey(idempotencyKey: string): string {
  return parseRequiredText("idempotency key", idempotencyKey, MAX_KEY_LENGTH);
}

/** Finds out whether an earlier call with the same key has a result, which is kept for long enough to repeat the call. */
export async function hasResult({ kv, now }: Store, { key }: CallIdentity): Promise<boolean> {
  return isKept((await kv.get<StoredResult<unknown>>(keys.idempotency(key))).value, now() + TIME_TO_REPEAT);
}

/** Stages the result of a call, for its repeats. */
export function stageResult(
  transaction: Transaction,
  { key, fingerprint }: CallIdentity,
  answer: unknown,
  retention = RETENTION,
): void {
  const expiresAt = transaction.now + retention;
  const stored: StoredResult<unknown> = { answer, at: transaction.now, fingerprint, expiresAt };
  transaction.set(keys.idempotency(key), stored, { expireIn: retention });
}

/**
 * Removes the words of a customer from a stored result, so that a repeat of the call does not bring the customer back. The
 * place of a received message has no words: its sender gets it again.
 */
export function eraseResult(
  { answer, at, expiresAt }: StoredResult<unknown>,
  now: number,
): { value: StoredResult<unknown>; expireIn: number } {
  const { ticket_id, outcome } = Object(answer) as Partial<ReceivedMessage>;
  const kept = ticket_id === undefined || outcome === undefined ? null : { ticket_id, outcome };
  return { value: { answer: kept, at, fingerprint: null, expiresAt }, expireIn: Math.max(1, expiresAt - now) };
}

/** Removes the digest of the words of a call, whose result has none of them. */
export function eraseFingerprint(
  result: StoredResult<unknown>,
  now: number,
): { value: StoredResult<unknown>; expireIn: number } {
  return { value: { ...result, fingerprint: null }, expireIn: Math.max(1, result.expiresAt - now) };
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
  if (first.fingerprint === null && answer === null) throw toErasedResult(key);
  if (first.fingerprint === fingerprint || first.fingerprint === null) return { result: answer, at };
  throw toMismatch(key);
}

/** @param key As the caller has sent it. */
export function toMismatch(key: string): DeskError {
  return new DeskError(
    "idempotency_mismatch",
    `The idempotency key "${key}" was used before, with other values. Use a new key for each new call.`,
  );
}

function isKept<T>(stored: StoredResult<T> | null, now: number): stored is StoredResult<T> {
  return stored !== null && stored.expiresAt > now;
}

function toErasedResult(key: string): DeskError {
  const text = `A call with the idempotency key "${key}" was carried out before, and its customer was erased since. ` +
    "Nothing was changed. Use a new key for a new call.";
  return new DeskError("wrong_state", text);
}

/** Computes the SHA-256 digest of the value's canonical JSON, in hexadecimal. */
export async function hashJson(value: unknown): Promise<string> {
  return (await sha256(toCanonicalJson(value))).toHex();
}
