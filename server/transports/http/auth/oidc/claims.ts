/** The claims of a valid token: name and scope. */

import type { JWTPayload } from "jose";
import type { Scope } from "../mod.ts";

/** The scopes, without an issuer's prefix. */
export const SCOPES: Readonly<Record<Scope, string>> = { read: "desk:read", write: "desk:write" };

/** A name in the history, which models read too: one short word. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+|:/=-]{0,127}$/u;

/**
 * Finds the scope of a token. `write` includes `read`. Scopes are in `scope` (RFC 9068, section 2.2.3) or in `scp`. A token
 * without both, such as a program's own, has them in `roles` (section 2.2.3.1).
 *
 * @param prefix The issuer's prefix, which may be missing.
 * @returns Undefined if it has none of ours.
 */
export function findScope({ scope, scp, roles }: JWTPayload, prefix: string): Scope | undefined {
  const listed = [scope, scp].some((claim) => claim !== undefined) ? [scope, scp] : [roles];
  const names = new Set(listed.flatMap(toWords).map((name) => removePrefix(name, prefix)));
  if (names.has(SCOPES.write)) return "write";
  return names.has(SCOPES.read) ? "read" : undefined;
}

/**
 * Finds the name for the history: the user name, else a verified email address, else the subject. (A token's client is no
 * name: all users of a program would share it.)
 *
 * @returns Undefined if none of them is one word.
 */
export function findName({ preferred_username, email, email_verified, sub }: JWTPayload): string | undefined {
  const candidates = [preferred_username, email_verified === true ? email : undefined, sub];
  return candidates.find((candidate): candidate is string => typeof candidate === "string" && NAME.test(candidate));
}

function toWords(claim: unknown): string[] {
  if (typeof claim === "string") return claim.split(" ");
  return Array.isArray(claim) ? claim.filter((item) => typeof item === "string") : [];
}

function removePrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
