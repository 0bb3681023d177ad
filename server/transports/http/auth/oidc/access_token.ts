/** Checks access tokens that are JWTs (RFC 9068, section 4). */

import { decodeJwt, errors, type JWTPayload, jwtVerify } from "jose";
import type { Issuer } from "./issuer.ts";

/** Signatures by a private key alone: what checks a token must not be able to make one. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];
/** Of access tokens (RFC 9068, section 2.1), and what issuers write that are older than it. */
const TYPES = ["at+jwt", "application/at+jwt", "jwt"];
/** How far clocks may be apart, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** Why a token isn't taken, for whoever sent it. It repeats nothing of the token. */
export class InvalidAccessTokenError extends Error {
  override name = "BadToken";
}

/**
 * Checks signature, issuer, audience and times.
 *
 * @returns What the token says; it has a subject.
 * @throws {InvalidAccessTokenError} When it isn't good.
 * @throws {IssuerUnavailable} When that can't be told now.
 */
export async function checkAccessToken(
  token: string,
  issuer: Issuer,
  audience: string,
): Promise<JWTPayload & { sub: string }> {
  try {
    // Before any key is looked for: others' tokens are none of the issuer's business.
    if (decodeJwt(token).iss !== issuer.url) {
      throw new InvalidAccessTokenError(`This token was not issued by ${issuer.url}.`);
    }
    const expected = { issuer: issuer.url, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS };
    const { payload, protectedHeader } = await jwtVerify(token, issuer.key, {
      ...expected,
      requiredClaims: ["exp", "sub"],
    });
    return validateClaims(payload, protectedHeader.typ);
  } catch (error) {
    throw error instanceof errors.JOSEError
      ? new InvalidAccessTokenError(explainError(error, audience), { cause: error })
      : error;
  }
}

function validateClaims(payload: JWTPayload, type = "JWT"): JWTPayload & { sub: string } {
  if (!TYPES.includes(type.toLowerCase())) {
    throw new InvalidAccessTokenError("This is no access token, but one for something else.");
  }
  // RFC 7800: it is good together with that key alone.
  if (payload.cnf !== undefined) {
    throw new InvalidAccessTokenError("This token is bound to a key (cnf), which this server can't check.");
  }
  const { sub } = payload;
  if (typeof sub !== "string" || sub === "") {
    throw new InvalidAccessTokenError("This token says nothing of whose it is (sub).");
  }
  return { ...payload, sub };
}

function explainError(error: errors.JOSEError, audience: string): string {
  if (error instanceof errors.JWTExpired) return "This token has expired: log in again.";
  if (error instanceof errors.JWTClaimValidationFailed) return explainClaimError(error.claim, audience);
  if (error instanceof errors.JOSEAlgNotAllowed) return "This token is not signed in a way that is taken here.";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The signature of this token is not right.";
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return "This token is signed with a key that its issuer doesn't have, or doesn't say which.";
  }
  return "This token is not known here.";
}

function explainClaimError(claim: string, audience: string): string {
  if (claim === "aud") return `This token is for something else: its audience (aud) has to name ${audience}.`;
  if (claim === "nbf") return "This token is not good yet.";
  return `This token says nothing that can be used for ${claim}.`;
}
