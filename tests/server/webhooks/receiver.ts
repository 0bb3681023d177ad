/** A program that receives webhooks, on a real socket. */

import { Webhook } from "standardwebhooks";
import { until } from "../../until.ts";

export const SECRET = `whsec_${new Uint8Array(32).fill(3).toBase64()}`;
export const NEXT_SECRET = `whsec_${new Uint8Array(32).fill(4).toBase64()}`;

export interface Received {
  id: string;
  path: string;
  headers: Headers;
  // deno-lint-ignore no-explicit-any -- tests look into messages without a schema
  message: any;
}

export interface Receiver extends AsyncDisposable {
  url: string;
  received: Received[];
  /** Waits for this many messages. */
  waitFor(count: number): Promise<Received[]>;
}

/**
 * Receives messages, and verifies them with the reference implementation.
 *
 * @param answer Returns the response to a message (default: 204).
 */
export function startReceiver(
  answer: (received: Received, count: number) => Response | Promise<Response> = () =>
    new Response(null, { status: 204 }),
  options: { secret?: string; cert?: string; key?: string } = {},
): Receiver {
  const { secret = SECRET, ...tls } = options;
  const received: Received[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...tls as object },
    async (request) => {
      const text = await request.text();
      const message = new Webhook(secret).verify(text, Object.fromEntries(request.headers));
      const { headers, url } = request;
      const one = { id: headers.get("webhook-id")!, path: new URL(url).pathname, headers, message };
      received.push(one);
      return await answer(one, received.length);
    },
  );
  return {
    url: `http${"cert" in tls ? "s" : ""}://localhost:${server.addr.port}/hook`,
    received,
    async waitFor(count) {
      await until(() => received.length >= count, `${count} messages arrived`);
      return received;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
