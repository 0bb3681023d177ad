/** What `support-mcp serve --http` does differently: many hosts, over the network. */

import type { Exchange, HttpLimits, HttpOptions, RunningHttpServer } from "../../../server/transports/http/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { CommandError } from "../../command_error.ts";
import { formatHttpAddress, type HttpAddress, isLoopback } from "../../values/http_address.ts";
import type { Access, AccessFlags } from "./access.ts";
import type { Log, LogLevel } from "../../output/log.ts";

export interface HttpFlags extends AccessFlags {
  /** Those that aren't as usual. */
  limits: Partial<HttpLimits>;
}

/**
 * Listens, and serves whoever may come in.
 *
 * @throws {CommandError} When it can't listen there.
 */
export async function serveHttp(
  { address, allowedHosts, limits, tlsCert, tlsKey }: HttpFlags,
  { authenticator, tls, watch }: Access,
  server: HttpOptions["server"],
  desk: Desk,
  log: Log,
): Promise<RunningHttpServer> {
  const { DEFAULT_LIMITS, serveOnHttp } = await import("../../../server/transports/http/mod.ts");
  try {
    const served = serveOnHttp({
      server,
      desk,
      ...address,
      ...tls && { tls },
      authenticator,
      allowedHosts: [...allowedHosts, ...getOwnHostnames(address)],
      limits: { ...DEFAULT_LIMITS, ...limits },
      observe: (exchange) => logExchange(log, exchange),
      onerror: ({ message }) => log[CLIENT_ERROR.test(message) ? "info" : "error"]("{message}", { message }),
    });
    log.info("MCP is at {url}", { url: served.url });
    const unwatch = watch();
    return {
      ...served,
      async stop() {
        unwatch();
        await served.stop();
      },
    };
  } catch (error) {
    if (isTlsError(error)) throw createTlsError(tlsCert!, tlsKey!, error);
    throw createListenError(address, error);
  }
}

/** How the SDK begins to tell of messages that it refused, or that answer nothing. */
const CLIENT_ERROR = /^(?:Rejected inbound request|Unsupported protocol version|Received a )/;

/** What it is called without being told. */
function getOwnHostnames({ hostname }: HttpAddress): string[] {
  return isLoopback(hostname) ? [] : [hostname.toLowerCase(), Deno.hostname().toLowerCase()];
}

function logExchange(log: Log, exchange: Exchange): void {
  const message = "{request} {status} in {milliseconds} ms [{id}]";
  const { status, refusal } = exchange;
  log[getLogLevel(status)](refusal === undefined ? message : `${message}: {refusal}`, () => toLogProperties(exchange));
}

function toLogProperties(exchange: Exchange): Record<string, unknown> {
  const { method, path, rpc, target } = exchange;
  const request = [method, path, rpc, target].filter((part) => part !== undefined).join(" ");
  const milliseconds = Math.round(exchange.milliseconds * 1000) / 1000;
  return { request, ...exchange, milliseconds };
}

/** Requests that were served are many; those that weren't may be an attack, a wrong setting, or a fault. */
function getLogLevel(status: number): LogLevel {
  if (status === 500) return "error";
  if (status > 500 || [401, 403, 429].includes(status)) return "warning";
  return status >= 400 ? "info" : "debug";
}

/** What the runtime thinks of a certificate and a key, before it listens. */
function isTlsError(error: unknown): error is Error {
  return error instanceof Deno.errors.InvalidData || error instanceof Error && /^keys may not be/.test(error.message);
}

function createTlsError(cert: string, key: string, error: Error): CommandError {
  const failure = `The certificate ${cert} and the key ${key} can't be used: ${error.message}.`;
  return new CommandError(`${failure} Give --tls-cert a chain as PEM, and --tls-key the key of its first.`, 1, {
    cause: error,
  });
}

function createListenError(address: HttpAddress, error: unknown): unknown {
  const reason = describeListenError(error);
  const failure = `Can't listen at ${formatHttpAddress(address)}: ${reason}.`;
  return reason === undefined ? error : new CommandError(failure, 1, { cause: error });
}

function describeListenError(error: unknown): string | undefined {
  if (error instanceof Deno.errors.AddrInUse) return "another program does. End it, or choose another port with --http";
  if (error instanceof Deno.errors.AddrNotAvailable) return "this machine has no such address";
  if (error instanceof Deno.errors.PermissionDenied) return "this user may not. Choose a port of 1024 or above";
  // Such as names that lead nowhere.
  return error instanceof Error ? error.message.replace(/\.$/, "") : undefined;
}
