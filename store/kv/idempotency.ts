/** Calls that are made once however often they arrive: a host that got no answer may simply ask again. */

import type { ChangeContext } from "../desk.ts";
import { DeskError } from "../errors.ts";
import type { Actor } from "../event.ts";
import { canonicalJson } from "../rules/canonical_json.ts";
import { requiredText } from "../rules/text.ts";
import { keys } from "./keys.ts";
import type { CommitOptions, Rule, Transaction } from "./transaction.ts";
import type { Store } from "./store.ts";

/** A change that somebody asks for. */
export interface Call {
  /** The method, such as `close`. */
  operation: string;
  /** Everything that a repeat must have in common with the first call: JSON. */
  input: unknown;
  context: ChangeContext;
}

/** An answer, and the moment (ms since the epoch) at which it was given first. */
export interface Answered<T> {
  answer: T;
  at: number;
}

/** `expiresAt` is what counts: Deno KV may delete an expired key a minute late, or more. */
interface Remembered<T> extends Answered<T> {
  fingerprint: string;
  expiresAt: number;
}

const KEPT_FOR = 24 * 60 * 60 * 1000;
const LONGEST_KEY = 200;

/**
 * Commits the rule, unless its call repeats an earlier one with the same idempotency key: then the first answer comes
 * back and nothing changes. Keys belong to one operation and one caller, whatever version of the host it runs. An
 * answer of null (there was nothing to do) isn't remembered.
 *
 * @throws {DeskError} `idempotency_mismatch` when the key came with another input before.
 */
export function commitOnce<T>(
  store: Store,
  call: Call,
  rule: Rule<T>,
  options: CommitOptions = {},
): Promise<Answered<T>> {
  const { idempotencyKey } = call.context;
  if (idempotencyKey === undefined) return store.commits.commit(answered(rule), options);
  return commitRemembered(store, { ...call, idempotencyKey }, rule, options);
}

async function commitRemembered<T>(
  store: Store,
  { operation, input, context: { by }, idempotencyKey }: Call & { idempotencyKey: string },
  rule: Rule<T>,
  options: CommitOptions,
): Promise<Answered<T>> {
  const text = requiredText("idempotency key", idempotencyKey, LONGEST_KEY);
  const key = keys.idempotency(await digest([operation, ...callerOf(by), text]));
  const fingerprint = await digest(input);
  return await store.commits.commit(async (transaction) => {
    const first = await transaction.get<Remembered<T>>(key);
    if (first !== null && first.expiresAt > transaction.now) return repeated(first, fingerprint, text);
    const result = await answered(rule)(transaction);
    if (result.answer !== null) remember(transaction, key, { ...result, fingerprint });
    return result;
  }, { ...options, reads: [...(options.reads ?? []), key] });
}

/** Whose keys they are: two people with the same host have their own. */
function callerOf({ kind, name, on_behalf_of }: Actor): string[] {
  return on_behalf_of === undefined ? [kind, name] : [kind, name, on_behalf_of];
}

function answered<T>(rule: Rule<T>): Rule<Answered<T>> {
  return (transaction) => rule(transaction).then((answer) => ({ answer, at: transaction.now }));
}

function repeated<T>({ answer, at, ...first }: Remembered<T>, fingerprint: string, key: string): Answered<T> {
  if (first.fingerprint === fingerprint) return { answer, at };
  throw new DeskError(
    "idempotency_mismatch",
    `The idempotency key "${key}" came with other values before, so this is no repeat: give each new call a new key.`,
  );
}

function remember<T>(transaction: Transaction, key: Deno.KvKey, answer: Omit<Remembered<T>, "expiresAt">): void {
  transaction.set(key, { ...answer, expiresAt: transaction.now + KEPT_FOR }, { expireIn: KEPT_FOR });
}

/** SHA-256 of the value's canonical JSON, in hexadecimal. */
async function digest(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(value));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
