/** The flags of `support-mcp serve --http`. */

import { Failure } from "../failure.ts";
import { type HttpAddress, parseHttpAddress } from "../http_address.ts";
import type { HttpFlags } from "../serve_http.ts";
import { itemsOf, textOf, valueOf } from "./environment.ts";
import { parseHostName } from "./host_name.ts";
import { logInFlags, type LogInFlagValues, logInParameters } from "./http_log_in.ts";
import { positiveNumber, wholeNumber } from "./whole_number.ts";

/** As they come from the command line. */
export interface HttpFlagValues extends LogInFlagValues {
  http?: HttpAddress;
  "token-file"?: string;
  "allowed-host"?: string[];
  "tls-cert"?: string;
  "tls-key"?: string;
  "max-body"?: number;
  "max-rate"?: number;
  "max-sessions"?: number;
  "max-streams"?: number;
  "session-idle"?: number;
  "request-timeout"?: number;
}

/** What each takes and means. */
export const httpParameters = {
  http: {
    kind: "parsed",
    parse: parseHttpAddress,
    optional: true,
    placeholder: "[HOST:]PORT",
    brief: "Serve many hosts over HTTP, at /mcp; on this machine alone when there is no HOST (SUPPORT_MCP_HTTP)",
  },
  "token-file": {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "FILE",
    brief: "Let in who has one of these tokens; a line is NAME read|write TOKEN (SUPPORT_MCP_TOKEN_FILE)",
  },
  ...logInParameters,
  "allowed-host": {
    kind: "parsed",
    parse: parseHostName,
    variadic: true,
    optional: true,
    placeholder: "NAME",
    brief: "A name of this server, besides localhost; once for each name (SUPPORT_MCP_ALLOWED_HOSTS)",
  },
  "tls-cert": {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "FILE",
    brief: "The chain of certificates for HTTPS, as PEM (SUPPORT_MCP_TLS_CERT)",
  },
  "tls-key": {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "FILE",
    brief: "The key of the certificate, as PEM (SUPPORT_MCP_TLS_KEY)",
  },
  "max-body": limit("BYTES", "The largest body of a request; 1048576 when left out (SUPPORT_MCP_MAX_BODY)"),
  "max-rate": limit(
    "NUMBER",
    "Messages of one client a minute; 6000 when left out, 0 for any number (SUPPORT_MCP_MAX_RATE)",
    wholeNumber,
  ),
  "max-sessions": limit("NUMBER", "Sessions at a time; 2000 when left out (SUPPORT_MCP_MAX_SESSIONS)"),
  "max-streams": limit("NUMBER", "Event streams at a time; 4000 when left out (SUPPORT_MCP_MAX_STREAMS)"),
  "session-idle": limit(
    "SECONDS",
    "Close a session in which nothing happens for so long; 1800 when left out (SUPPORT_MCP_SESSION_IDLE)",
  ),
  "request-timeout": limit(
    "SECONDS",
    "How long a request may take until its answer begins; 30 when left out (SUPPORT_MCP_REQUEST_TIMEOUT)",
  ),
} as const;

function limit(placeholder: string, brief: string, parse = positiveNumber) {
  return { kind: "parsed", parse, optional: true, placeholder, brief } as const;
}

/**
 * What is to be served over HTTP.
 *
 * @returns Undefined when nothing is.
 * @throws {Failure} When a flag or variable can't be used.
 */
export function httpFlags(values: HttpFlagValues): HttpFlags | undefined {
  const address = values.http ?? valueOf("SUPPORT_MCP_HTTP", parseHttpAddress);
  if (address === undefined) return refuseFlagsWithoutHttp(values);
  const logIn = logInFlags(values);
  return {
    address,
    tokenFile: values["token-file"] ?? textOf("SUPPORT_MCP_TOKEN_FILE"),
    tokens: textOf("SUPPORT_MCP_TOKEN"),
    ...logIn,
    allowedHosts: allowedHostsOf(values, logIn.publicUrl),
    tlsCert: values["tls-cert"] ?? textOf("SUPPORT_MCP_TLS_CERT"),
    tlsKey: values["tls-key"] ?? textOf("SUPPORT_MCP_TLS_KEY"),
    limits: limitsOf(values),
  };
}

/** The public URL's name is one of them. */
function allowedHostsOf(values: HttpFlagValues, publicUrl: string | undefined): string[] {
  const names = values["allowed-host"] ?? valueOf("SUPPORT_MCP_ALLOWED_HOSTS", parseHostNames) ?? [];
  return [...new Set(publicUrl === undefined ? names : [...names, new URL(publicUrl).hostname])];
}

function parseHostNames(text: string): string[] {
  return itemsOf(text).map(parseHostName);
}

/** Those that were given. */
function limitsOf(values: HttpFlagValues): HttpFlags["limits"] {
  const bodyBytes = values["max-body"] ?? valueOf("SUPPORT_MCP_MAX_BODY", positiveNumber);
  const rate = values["max-rate"] ?? valueOf("SUPPORT_MCP_MAX_RATE", wholeNumber);
  const sessions = values["max-sessions"] ?? valueOf("SUPPORT_MCP_MAX_SESSIONS", positiveNumber);
  const streams = values["max-streams"] ?? valueOf("SUPPORT_MCP_MAX_STREAMS", positiveNumber);
  const idle = values["session-idle"] ?? valueOf("SUPPORT_MCP_SESSION_IDLE", positiveNumber);
  const timeout = values["request-timeout"] ?? valueOf("SUPPORT_MCP_REQUEST_TIMEOUT", positiveNumber);
  return {
    ...bodyBytes !== undefined && { bodyBytes },
    ...rate !== undefined && { messagesPerMinute: rate === 0 ? Infinity : rate },
    ...sessions !== undefined && { sessions },
    ...streams !== undefined && { streams },
    ...idle !== undefined && { sessionIdle: idle * 1000 },
    ...timeout !== undefined && { requestTime: timeout * 1000 },
  };
}

function refuseFlagsWithoutHttp(values: HttpFlagValues): undefined {
  const flag = Object.entries(values).find(([name, value]) =>
    Object.hasOwn(httpParameters, name) && value !== undefined
  );
  if (flag !== undefined) {
    throw new Failure(`--${flag[0]} is for serving over HTTP: add --http [HOST:]PORT, or leave it out.`, 2);
  }
}
