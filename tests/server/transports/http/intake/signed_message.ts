/** Signed messages, as senders with the reference implementation of Standard Webhooks make them. */

import { Webhook } from "standardwebhooks";
import { type HttpResult, readResult } from "../post.ts";

export const SECRET = `whsec_${new Uint8Array(32).fill(7).toBase64()}`;
export const OTHER_SECRET = `whsec_${new Uint8Array(24).fill(8).toBase64()}`;

export interface SendOptions {
  id?: string;
  secret?: string;
  /** Default: now. */
  at?: Date;
  headers?: Record<string, string>;
  method?: string;
}

let sent = 0;

/** Sends a message. A text is sent without a change. */
export async function send(
  url: string,
  message: unknown,
  { id = `msg_${++sent}`, secret = SECRET, at = new Date(), headers, method = "POST" }: SendOptions = {},
): Promise<HttpResult> {
  const body = typeof message === "string" ? message : JSON.stringify(message);
  const signed = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  };
  const init = method === "GET" ? {} : { body };
  return await readResult(await fetch(url, { method, headers: { ...signed, ...headers }, ...init }));
}
