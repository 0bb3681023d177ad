/** Validates access tokens that are JWTs (RFC 9068, section 4). */

import { decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import type { Issuer } from "./issuer.ts";

/** Asymmetric signatures only: the key that checks tokens must not be able to sign them. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
/** The types of access tokens (RFC 9068, section 2.1), and that of older issuers. */
const TYPES = ["at+jwt", "application/at+jwt", "jwt"];
/** The accepted difference between clocks, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** A stolen token works until it expires, so one that is valid for longer is refused. */
const MAX_LIFETIME_SECONDS = 24 * 60 * 60;

export interface ExpectedToken {
  /** The audience of tokens for this server. */
  audience: string;
  /** The clients that may use it; all if undefined. */
  clients?: readonly string[] | undefined;
}

/** Rejects a token. The message is for its sender and repeats nothing of the token. */
export class InvalidAccessTokenError extends Error {
  override name = "InvalidAccessTokenError";
}

/**
 * Checks signature, issuer, audience and times.
 *
 * @returns The claims of the token, with a subject.
 * @throws {InvalidAccessTokenError} If it is invalid.
 * @throws {IssuerUnavailableError} If it can't be checked now.
 */
export async function checkAccessToken(
  token: string,
  issuer: Issuer,
  { audience, clients }: ExpectedToken,
): Promise<JWTPayload & { sub: string }> {
  try {
    // Before any key is fetched: the issuer should not learn of others' tokens.
    if (decodeJwt(token).iss !== issuer.url) {
      throw new InvalidAccessTokenError(`This token was not issued by ${issuer.url}.`);
    }
    const expected = { issuer: issuer.url, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS };
    const { payload, protectedHeader } = await jwtVerify(token, issuer.key, {
      ...expected,
      requiredClaims: ["exp", "sub"],
    });
    return validateClaims(payload, protectedHeader.typ, clients);
  } catch (error) {
    const isToken = error instanceof errors.JOSEError || error instanceof TypeError;
    throw isToken ? new InvalidAccessTokenError(explainError(error, audience), { cause: error }) : error;
  }
}

function validateClaims(payload: JWTPayload, type = "JWT", clients?: readonly string[]): JWTPayload & { sub: string } {
  if (!TYPES.includes(type.toLowerCase())) throw new InvalidAccessTokenError("This is not an access token.");
  if (isIdToken(payload)) throw new InvalidAccessTokenError("This is an ID token, not an access token.");
  validateClient(payload, clients);
  if (payload.exp! - Date.now() / 1000 > MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS) {
    throw new InvalidAccessTokenError(
      "This token is valid for longer than 24 hours. Let the issuer shorten its lifetime.",
    );
  }
  // RFC 7800: it is valid only together with that key.
  if (payload.cnf !== undefined) {
    throw new InvalidAccessTokenError("This token is bound to a key (cnf), which is not supported.");
  }
  const { sub } = payload;
  if (typeof sub !== "string" || sub === "") {
    throw new InvalidAccessTokenError("This token has no subject (sub).");
  }
  return { ...payload, sub };
}

/**
 * Recognizes ID tokens (OpenID Connect Core 1.0, sections 2 and 3.3.2.11) by what only they have. `typ` is a claim of Keycloak's
 * tokens; its older versions put a nonce into access tokens too. Those of Entra can have `roles`, but unlike its access tokens
 * no scope and no client.
 */
function isIdToken(payload: JWTPayload): boolean {
  const { typ, nonce, at_hash, c_hash, scope, scp, roles } = payload;
  if (typ === "ID" || at_hash !== undefined || c_hash !== undefined) return true;
  if (nonce !== undefined && typ !== "Bearer") return true;
  return roles !== undefined && [scope, scp, findClient(payload)].every((claim) => claim === undefined);
}

/** The client is in `azp`, in `client_id` (RFC 9068, section 2.2), in the `cid` of Okta, or in the `appid` of older Entra tokens. */
function findClient({ azp, client_id, cid, appid }: JWTPayload): unknown {
  return azp ?? client_id ?? cid ?? appid;
}

function validateClient(payload: JWTPayload, clients: readonly string[] | undefined): void {
  if (clients === undefined) return;
  const client = findClient(payload);
  if (typeof client === "string" && clients.includes(client)) return;
  throw new InvalidAccessTokenError("This token was issued to a client that may not use this server (azp).");
}

function explainError(error: errors.JOSEError | TypeError, audience: string): string {
  if (error instanceof TypeError) {
    return "This token is signed with a key of its issuer that is too short or unsuitable.";
  }
  if (error instanceof errors.JWTExpired) return "This token has expired. Log in again.";
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaimError(error.claim, audience);
  if (error instanceof errors.JOSEAlgNotAllowed) return "This token has an unsupported signature algorithm.";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The signature of this token is invalid.";
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return "This token is signed with an unknown key of its issuer.";
  }
  return "This token is invalid.";
}

function explainClaimError(claim: string, audience: string): string {
  if (claim === "aud") return `This token is for another server. Its audience (aud) must include ${audience}.`;
  if (claim === "nbf") return "This token is not valid yet.";
  return `This token has an invalid or missing claim: ${claim}.`;
}
