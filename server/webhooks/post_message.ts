/**
 * One HTTP request to an address that was checked. `fetch` takes no address: it would resolve the name again,
 * use a proxy and follow redirects.
 */

import { concatBytes } from "../../base/bytes/concat_bytes.ts";
import { SendError } from "./send_error.ts";

/** The time limit of a connection to an address, if there are others, in milliseconds. An attempt has 15 seconds. */
const CONNECT_TIME = 4_000;

/** The maximum number of bytes of a response that are read to find its status. */
const MAX_HEAD_BYTES = 16 * 1024;

export interface PostOptions {
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Ends the request. */
  signal: AbortSignal;
  /** The time limit of a connection to an address, if there are others, in milliseconds (default: 4,000). */
  connectTime?: number;
  /** Default: `Deno.connect`. */
  connectTo?(address: Deno.ConnectOptions): Promise<Deno.Conn>;
  /** PEM, in addition to the authorities that Deno trusts. */
  caCerts?: string[];
}

/**
 * Posts a body, and waits for the status.
 *
 * @param addresses They are tried in turn until one accepts the connection. One that does not answer leaves time for the next.
 * @throws {SendError} If no response arrives.
 */
export async function postMessage(url: URL, addresses: readonly string[], options: PostOptions): Promise<number> {
  const { signal } = options;
  let connection: Deno.Conn | undefined;
  const stop = () => close(connection);
  signal.addEventListener("abort", stop);
  try {
    connection = await connect(url, addresses, options);
    if (url.protocol === "https:") {
      const { caCerts } = options;
      const hostname = url.hostname.replace(/^\[|\]$/g, "");
      connection = await orAbort(
        Deno.startTls(connection as Deno.TcpConn, { hostname, ...caCerts && { caCerts } }),
        signal,
      );
    }
    await orAbort(write(connection, formatRequest(url, options)), signal);
    return await orAbort(readStatus(connection), signal);
  } catch (error) {
    throw toSendError(url, error, signal);
  } finally {
    signal.removeEventListener("abort", stop);
    close(connection);
  }
}

async function connect(
  url: URL,
  addresses: readonly string[],
  { signal, connectTime = CONNECT_TIME, connectTo = Deno.connect }: PostOptions,
): Promise<Deno.Conn> {
  const port = Number(url.port) || (url.protocol === "https:" ? 443 : 80);
  for (const [index, hostname] of addresses.entries()) {
    const isLast = index === addresses.length - 1;
    try {
      const limit = isLast ? signal : AbortSignal.any([signal, AbortSignal.timeout(connectTime)]);
      return await orAbort(connectTo({ hostname, port }), limit);
    } catch (error) {
      if (isLast || signal.aborted) throw error;
    }
  }
  throw new SendError("no_address", `${url.hostname} has no address.`);
}

/** A connection that is made too late is closed. */
async function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const reject = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", reject);
  if (signal.aborted) reject();
  try {
    return await Promise.race([work, aborted.promise]);
  } catch (error) {
    if (signal.aborted) work.then((late) => close(late as Partial<Deno.Conn> | undefined), () => {});
    throw error;
  } finally {
    signal.removeEventListener("abort", reject);
  }
}

function close(connection: Partial<Deno.Conn> | undefined): void {
  try {
    connection?.close?.();
  } catch {
    // it is closed already
  }
}

function formatRequest(url: URL, { headers, body }: PostOptions): Uint8Array {
  const encoder = new TextEncoder();
  const bytes = encoder.encode(body);
  const all = { Host: url.host, ...headers, "Content-Length": String(bytes.length), Connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return concatBytes([encoder.encode(`POST ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join("")}\r\n`), bytes]);
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let start = 0; start < bytes.length;) start += await connection.write(bytes.subarray(start));
}

/** Reads the status of the response, after those that only announce it (1xx). */
async function readStatus(connection: Deno.Conn): Promise<number> {
  const chunk = new Uint8Array(4096);
  const decoder = new TextDecoder("latin1");
  for (let head = "", length = 0; length < MAX_HEAD_BYTES;) {
    const count = await connection.read(chunk);
    if (count === null) break;
    length += count;
    head += decoder.decode(chunk.subarray(0, count));
    head = head.replace(/^(?:HTTP\/1\.[01] 1\d\d[^\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)+/, "");
    const status = /^HTTP\/1\.[01] ([2-9]\d\d)\b[^\n]*\n/.exec(head)?.[1];
    if (status !== undefined) return Number(status);
  }
  throw new SendError("invalid_response", "The response is not HTTP.");
}

function toSendError(url: URL, error: unknown, signal: AbortSignal): SendError {
  if (error instanceof SendError) return error;
  const reason = signal.aborted ? signal.reason : error;
  if (reason instanceof DOMException && reason.name === "TimeoutError") {
    return new SendError("timeout", "No response arrived in time.");
  }
  const text = reason instanceof Error ? reason.message : String(reason);
  return new SendError(
    "connection",
    `The connection to ${url.host} failed: ${text.replace(/\s+/g, " ").slice(0, 200)}.`,
  );
}
