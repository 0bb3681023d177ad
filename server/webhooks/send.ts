import { Webhook as Signer } from "standardwebhooks";
import type { Webhook, WebhookDelivery } from "../../store/mod.ts";
import { findAddresses, type Resolve } from "./find_addresses.ts";
import { postMessage } from "./post_message.ts";
import { SendError } from "./send_error.ts";

export interface SendOptions {
  /** Of the program. */
  version: string;
  secrets: readonly string[];
  signal: AbortSignal;
  resolve?: Resolve;
  caCerts?: string[];
}

/**
 * Sends a message once, signed with every secret of its webhook.
 *
 * @throws {SendError} If the response is not a success (2xx).
 */
export async function send(webhook: Webhook, { id, message }: WebhookDelivery, options: SendOptions): Promise<void> {
  const { secrets, signal, version, resolve, caCerts } = options;
  if (secrets.length === 0) {
    throw new SendError("missing_secret", "This desk does not have the secret. Set it again in the settings.");
  }
  const url = new URL(webhook.url);
  const addresses = await orTimeout(findAddresses(url, webhook.private_addresses ?? false, resolve), signal);
  const body = JSON.stringify(message);
  const at = new Date();
  const headers = {
    "Content-Type": "application/json",
    "User-Agent": `support-mcp/${version}`,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Signer(secret).sign(id, at, body)).join(" "),
  };
  const status = await postMessage(url, addresses, { headers, body, signal, ...caCerts && { caCerts } });
  if (status >= 200 && status < 300) return;
  const text = `The response has status ${status}.`;
  if (status < 300 || status >= 400) throw new SendError("status", text);
  throw new SendError("redirect", `${text} Redirects are not followed: set the URL that it leads to.`);
}

async function orTimeout<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = Promise.withResolvers<never>();
  const reject = () => late.reject(new SendError("timeout", "The host name was not resolved in time."));
  signal.addEventListener("abort", reject, { once: true });
  return await Promise.race([work, late.promise]).finally(() => signal.removeEventListener("abort", reject));
}
