/** `/sign-in`: people sign in at the page, by a link or with their account at an issuer. */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { type LogInRequest, type RequestGuard, toProtectedResource } from "./auth/mod.ts";
import { type Deadlines, getDeclaredLength, HttpError, type IncomingRequest, readBody } from "./wire/mod.ts";

/** A code and a token of an issuer are at most a few kilobytes. */
const MAX_BODY_BYTES = 32 * 1024;
const NO_STORE = { headers: { "Cache-Control": "no-store" } };

/**
 * Answers the page. GET says how people sign in: `{}` with a token, otherwise with a URL of the issuer. POST gives a token for
 * a link (`Authorization`) or for what the issuer sent (a JSON body).
 *
 * @throws {HttpError}
 */
export async function answerSignIn(
  incoming: IncomingRequest,
  guard: RequestGuard,
  deadlines: Deadlines,
): Promise<Response> {
  const { request } = incoming;
  const { authenticator } = guard;
  guard.hosts.check(incoming);
  if (request.method === "GET") {
    const { logIn, authorizationServer } = authenticator;
    if (logIn === undefined) return Response.json({}, NO_STORE);
    const { resource } = toProtectedResource(request, "", authorizationServer!);
    return Response.json(await logIn.describe(resource), NO_STORE);
  }
  if (authenticator.signIn !== undefined) return Response.json({ token: authenticator.signIn(request) }, NO_STORE);
  if (authenticator.logIn === undefined) throw new HttpError(404, "This server signs no one in: use a token.");
  guard.chargeAddress(incoming); // each one is a request to the issuer
  const body = parseRequest(await readBody(request, getDeclaredLength(request), MAX_BODY_BYTES, deadlines));
  return Response.json(await authenticator.logIn.exchange(body), NO_STORE);
}

function parseRequest(text: string): LogInRequest {
  const body = parseJson(text);
  const take = (names: readonly string[]) =>
    names.every((name) => typeof body[name] === "string")
      ? Object.fromEntries(names.map((name) => [name, body[name]]))
      : undefined;
  const request = take(["refresh_token"]) ?? take(["code", "code_verifier", "redirect_uri", "nonce"]);
  if (request !== undefined) return request as LogInRequest;
  throw new HttpError(400, "The body must have a refresh_token, or code, code_verifier, redirect_uri and nonce.");
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text);
    return isPlainObject(value) ? value : {};
  } catch {
    return {};
  }
}
