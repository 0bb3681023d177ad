/** `support-mcp serve --http`: serves many hosts over the network. */

import { parseAddressRange } from "../../base/network/address_range.ts";
import { getHostName } from "../../base/network/host_name.ts";
import type {
  Exchange,
  HttpLimits,
  HttpOptions,
  OpenFiles,
  RunningHttpServer,
} from "../../server/transports/http/mod.ts";
import type { Desk } from "../../store/mod.ts";
import { CommandError } from "../process/mod.ts";
import { formatHttpAddress, type HttpAddress, isLoopback } from "../values/mod.ts";
import type { Access, AccessFlags } from "./access.ts";
import type { Log, LogLevel } from "../output/mod.ts";

export interface HttpFlags extends AccessFlags {
  /** The origins of web pages that may use the server, in addition to its own. */
  allowedOrigins: readonly string[];
  /** The addresses of proxies in front of the server, and ranges of them. */
  trustedProxies: readonly string[];
  /** The limits that differ from the defaults. */
  limits: Partial<HttpLimits>;
}

type ListenFlags = Pick<
  HttpFlags,
  "address" | "allowedHosts" | "allowedOrigins" | "trustedProxies" | "limits" | "tlsCert" | "tlsKey"
>;

/**
 * Makes sure that a server can listen, before anything else is opened.
 *
 * @throws {CommandError} If the address is not available, or the certificate is not usable.
 */
export function requireAvailable({ address, tls, tlsCert, tlsKey }: AvailabilityOptions): void {
  try {
    const listener = tls === undefined ? Deno.listen(address) : Deno.listenTls({ ...address, ...tls });
    listener.close();
  } catch (error) {
    throw toListenError({ address, tlsCert, tlsKey }, error);
  }
}

type AvailabilityOptions = Pick<ListenFlags, "address" | "tlsCert" | "tlsKey"> & Pick<Access, "tls">;

/**
 * Listens, and serves authenticated clients.
 *
 * @throws {CommandError} If it cannot listen at the address.
 */
export async function serveHttp(
  { address, allowedHosts, allowedOrigins, trustedProxies, limits, tlsCert, tlsKey }: ListenFlags,
  { authenticator, tls, watch, files }: Access,
  server: HttpOptions["server"],
  desk: Desk,
  log: Log,
): Promise<RunningHttpServer> {
  const { DEFAULT_LIMITS, isClientFault, serveOnHttp } = await import(
    "../../server/transports/http/mod.ts"
  );
  const allLimits = { ...DEFAULT_LIMITS, ...limits };
  warnAboutFiles(allLimits, files, log);
  try {
    const served = serveOnHttp({
      server,
      desk,
      ...address,
      ...tls && { tls },
      authenticator,
      allowedHosts: [...allowedHosts, ...getOwnHostnames(address)],
      allowedOrigins,
      trustedProxies: trustedProxies.map((text) => parseAddressRange(text)!),
      limits: allLimits,
      files,
      observe: (exchange) => logExchange(log, exchange),
      onerror: (error) => log[isClientFault(error) ? "info" : "error"]("{message}", { message: error.message }),
    });
    log.info("Listening at {url}", { url: served.url });
    const unwatch = watch();
    return {
      ...served,
      done: served.done.catch((error) => {
        throw createListenError(address, error);
      }),
      async stop() {
        unwatch();
        await served.stop();
      },
    };
  } catch (error) {
    throw toListenError({ address, tlsCert, tlsKey }, error);
  }
}

/** Each stream is a connection, and so are the requests of a session. */
function warnAboutFiles({ sessions, streams }: HttpLimits, { limit, mark }: OpenFiles, log: Log): void {
  const needed = sessions + streams + limit - mark;
  if (limit === Infinity || needed <= limit) return;
  log.warning(
    "--max-sessions {sessions} and --max-streams {streams} need up to {needed} open files, and this process may have {limit}. " +
      "Raise the limit (ulimit -n 65536, or LimitNOFILE=65536 in systemd), or lower the flags.",
    { sessions, streams, needed, limit },
  );
}

/** Lists the names that clients may use without `--allowed-host`. */
function getOwnHostnames({ hostname }: HttpAddress): string[] {
  return isLoopback(hostname) ? [] : [hostname.toLowerCase(), getHostName().toLowerCase()];
}

function logExchange(log: Log, exchange: Exchange): void {
  const { status, refusal, address } = exchange;
  const sender = address === undefined ? "" : " from {address}";
  const message = `{request}${sender} {status} in {milliseconds} ms [{id}]`;
  log[getLogLevel(status)](refusal === undefined ? message : `${message}: {refusal}`, () => toLogProperties(exchange));
}

function toLogProperties(exchange: Exchange): Record<string, unknown> {
  const { method, path, rpc, target } = exchange;
  const request = [method, path, rpc, target].filter((part) => part !== undefined).join(" ");
  const milliseconds = Math.round(exchange.milliseconds * 1000) / 1000;
  return { request, ...exchange, milliseconds };
}

/** Successful requests are frequent. The others may be an attack, a wrong setting, or a defect. */
function getLogLevel(status: number): LogLevel {
  if (status === 500) return "error";
  if (status > 500 || [401, 403, 429].includes(status)) return "warning";
  return status >= 400 ? "info" : "debug";
}

function toListenError(
  { address, tlsCert, tlsKey }: Pick<ListenFlags, "address" | "tlsCert" | "tlsKey">,
  error: unknown,
): unknown {
  return isTlsError(error) ? createTlsError(tlsCert!, tlsKey!, error) : createListenError(address, error);
}

/** Recognizes the runtime's errors about a certificate or a key. */
function isTlsError(error: unknown): error is Error {
  return error instanceof Deno.errors.InvalidData || error instanceof Error && /^keys may not be/.test(error.message);
}

function createTlsError(cert: string, key: string, error: Error): CommandError {
  const problem = `--tls-cert ${cert} and --tls-key ${key} are unusable: ${error.message}.`;
  return new CommandError(`${problem} Use a PEM certificate chain and the key of its first certificate.`, 1, {
    cause: error,
  });
}

function createListenError(address: HttpAddress, error: unknown): unknown {
  const reason = describeListenError(error);
  const problem = `--http cannot listen at ${formatHttpAddress(address)}: ${reason}.`;
  return reason === undefined ? error : new CommandError(problem, 1, { cause: error });
}

function describeListenError(error: unknown): string | undefined {
  if (error instanceof Deno.errors.AddrInUse) {
    return "the port is in use. Stop the other program, or choose another port";
  }
  if (error instanceof Deno.errors.AddrNotAvailable) return "this machine does not have that address";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied. Choose a port of 1024 or above";
  // Such as names that do not resolve.
  return error instanceof Error ? error.message.replace(/\.$/, "") : undefined;
}
