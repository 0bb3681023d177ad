/** What a token that has been checked says of whoever holds it. */

import type { JWTPayload } from "jose";
import type { Scope } from "../mod.ts";

/** The scopes, without what an issuer puts before them. */
export const SCOPES: Readonly<Record<Scope, string>> = { read: "desk:read", write: "desk:write" };

/** What may stand in the history, which models read too: one word, and not a long one. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+|:/=-]{0,127}$/u;

/**
 * What a token is for; `write` includes `read`. Scopes are in `scope` (RFC 9068, section 2.2.3) or in `scp`; where it has
 * neither, a program's own token has them as `roles` (section 2.2.3.1).
 *
 * @param prefix What the issuer may put before them.
 * @returns Undefined when it is for nothing here.
 */
export function findScope({ scope, scp, roles }: JWTPayload, prefix: string): Scope | undefined {
  const listed = [scope, scp].some((claim) => claim !== undefined) ? [scope, scp] : [roles];
  const names = new Set(listed.flatMap(toWords).map((name) => removePrefix(name, prefix)));
  if (names.has(SCOPES.write)) return "write";
  return names.has(SCOPES.read) ? "read" : undefined;
}

/**
 * The name that the history gets: the user name, else a verified e-mail address, else the subject. (A token's client is
 * none: all who use one program would have one name.)
 *
 * @returns Undefined when none of them is one word.
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
