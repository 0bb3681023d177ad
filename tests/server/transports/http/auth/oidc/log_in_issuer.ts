/** An issuer where people log in: it checks what a real one checks (RFC 6749, RFC 7636). */

import { createHash } from "node:crypto";
import { FakeIssuer } from "./fake_issuer.ts";

export const CLIENT = "web-desk";

/** An issuer, and what happened there. */
export interface LogInIssuer extends AsyncDisposable {
  issuer: FakeIssuer;
  /** The requests for tokens. */
  forms: Record<string, string>[];
  /** Claims of the next tokens that differ. */
  claims: Record<string, unknown>;
  /** True while the person declines to log in. */
  declines: boolean;
  /** The nonce of ID tokens, if it is not the one that was sent. */
  nonce?: string;
  /** True once the person's session has ended: no more tokens. */
  isOver: boolean;
}

/** Starts an issuer that logs everyone in at once, as one with a session does. */
export async function startLogInIssuer(): Promise<LogInIssuer> {
  const issuer = await FakeIssuer.start();
  const codes = new Map<string, URLSearchParams>();
  const started: LogInIssuer = {
    ...{ issuer, forms: [], claims: {}, declines: false, isOver: false },
    [Symbol.asyncDispose]: () => issuer.stop(),
  };
  issuer.answers["/authorize"] = ({ url }) => {
    const { searchParams } = new URL(url);
    const back = new URL(searchParams.get("redirect_uri")!);
    back.searchParams.set("state", searchParams.get("state")!);
    const code = crypto.randomUUID();
    codes.set(code, searchParams);
    if (started.declines) back.searchParams.set("error", "access_denied");
    else back.searchParams.set("code", code);
    return new Response(null, { status: 302, headers: { location: back.href } });
  };
  issuer.answers["/token"] = async (request) => {
    const form = Object.fromEntries((await request.formData()).entries()) as Record<string, string>;
    started.forms.push(form);
    const request_ = codes.get(form.code ?? "");
    codes.delete(form.code ?? "");
    const isRefresh = form.grant_type === "refresh_token" && form.refresh_token === "again" && !started.isOver;
    if (form.client_id !== CLIENT || !(isRefresh || request_ !== undefined && fits(form, request_))) {
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    return Response.json({
      ...{ access_token: await issuer.token({ claims: started.claims }), refresh_token: "again", token_type: "Bearer" },
      ...request_ !== undefined && { id_token: await createIdToken(started, request_.get("nonce")!) },
    });
  };
  return started;
}

function fits(form: Record<string, string>, asked: URLSearchParams): boolean {
  const challenge = createHash("sha256").update(form.code_verifier ?? "").digest("base64url");
  return challenge === asked.get("code_challenge") && form.redirect_uri === asked.get("redirect_uri") &&
    asked.get("code_challenge_method") === "S256" && asked.get("client_id") === CLIENT;
}

function createIdToken({ issuer, nonce: other }: LogInIssuer, nonce: string): Promise<string> {
  return issuer.token({ typ: "JWT", claims: { aud: CLIENT, nonce: other ?? nonce, scope: undefined } });
}
