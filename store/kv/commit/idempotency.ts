/** Calls that are made once however often they arrive: a host that got no answer may simply ask again. */

import { sha256 } from "../../../base/sha256.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import { toCanonicalJson } from "../../rules/values/canonical_json.ts";
import { parseRequiredText } from "../../rules/values/text.ts";
import { keys } from "../schema/keys.ts";
import type { CommitOptions, Rule, Transaction } from "./transaction.ts";
import type { Store } from "./store.ts";

/** A change that somebody asks for. */
export interface ChangeCall {
  /** The method, such as `close`. */
  operation: string;
  /** Everything that a repeat must have in common with the first call: JSON. */
  input: unknown;
  context: ChangeContext;
}

/** An answer, and the moment (ms since the epoch) at which it was given first. */
export interface CommittedResult<T> {
  answer: T;
  at: number;
}

/** `expiresAt` is what counts: Deno KV may delete an expired key a minute late, or more. */
interface StoredResult<T> extends CommittedResult<T> {
  fingerprint: string;
  expiresAt: number;
}

const RETENTION = 24 * 60 * 60 * 1000;
const MAX_KEY_LENGTH = 200;

/**
 * Commits the rule, unless its call repeats an earlier one with the same idempotency key: then the first answer comes
 * back and nothing changes. Keys belong to one operation and one caller, whatever version of the host it runs. An
 * answer of null (there was nothing to do) isn't remembered.
 *
 * @throws {DeskError} `idempotency_mismatch` when the key came with another input before.
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
  { operation, input, context: { by }, idempotencyKey }: ChangeCall & { idempotencyKey: string },
  rule: Rule<T>,
  options: CommitOptions,
): Promise<CommittedResult<T>> {
  const text = parseRequiredText("idempotency key", idempotencyKey, MAX_KEY_LENGTH);
  const key = keys.idempotency(await hashJson([operation, ...toCallerParts(by), text]));
  const fingerprint = await hashJson(input);
  return await store.commits.commit(async (transaction) => {
    const first = await transaction.get<StoredResult<T>>(key);
    if (first !== null && first.expiresAt > transaction.now) return replayResult(first, fingerprint, text);
    const result = await withCommitTime(rule)(transaction);
    if (result.answer !== null) storeResult(transaction, key, { ...result, fingerprint });
    return result;
  }, { ...options, reads: [...(options.reads ?? []), key] });
}

/** Whose keys they are: two people with the same host have their own. */
function toCallerParts({ kind, name, on_behalf_of }: Actor): string[] {
  return on_behalf_of === undefined ? [kind, name] : [kind, name, on_behalf_of];
}

function withCommitTime<T>(rule: Rule<T>): Rule<CommittedResult<T>> {
  return (transaction) => rule(transaction).then((answer) => ({ answer, at: transaction.now }));
}

function replayResult<T>(
  { answer, at, ...first }: StoredResult<T>,
  fingerprint: string,
  key: string,
): CommittedResult<T> {
  if (first.fingerprint === fingerprint) return { answer, at };
  throw new DeskError(
    "idempotency_mismatch",
    `The idempotency key "${key}" came with other values before, so this is no repeat: give each new call a new key.`,
  );
}

function storeResult<T>(transaction: Transaction, key: Deno.KvKey, answer: Omit<StoredResult<T>, "expiresAt">): void {
  transaction.set(key, { ...answer, expiresAt: transaction.now + RETENTION }, { expireIn: RETENTION });
}

/** SHA-256 of the value's canonical JSON, in hexadecimal. */
async function hashJson(value: unknown): Promise<string> {
  return (await sha256(toCanonicalJson(value))).toHex();
}
