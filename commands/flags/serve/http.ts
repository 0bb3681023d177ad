/** The flags of `support-mcp serve --http`. */

import { CommandError } from "../../command_error.ts";
import { type HttpAddress, parseHttpAddress } from "../../values/http_address.ts";
import type { HttpFlags } from "../../serve/http/serve_http.ts";
import { parseList, readParsedVariable, readVariable } from "../../values/environment.ts";
import { parseHostname } from "../../values/hostname.ts";
import { type LogInFlagValues, logInParameters, parseLogInFlags } from "./log_in.ts";
import { parsePositiveNumber, parseWholeNumber } from "../../values/whole_number.ts";

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
    parse: parseHostname,
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
  "max-body": createLimitFlag("BYTES", "The largest body of a request; 1048576 when left out (SUPPORT_MCP_MAX_BODY)"),
  "max-rate": createLimitFlag(
    "NUMBER",
    "Messages of one client a minute; 6000 when left out, 0 for any number (SUPPORT_MCP_MAX_RATE)",
    parseWholeNumber,
  ),
  "max-sessions": createLimitFlag("NUMBER", "Sessions at a time; 2000 when left out (SUPPORT_MCP_MAX_SESSIONS)"),
  "max-streams": createLimitFlag("NUMBER", "Event streams at a time; 4000 when left out (SUPPORT_MCP_MAX_STREAMS)"),
  "session-idle": createLimitFlag(
    "SECONDS",
    "Close a session in which nothing happens for so long; 1800 when left out (SUPPORT_MCP_SESSION_IDLE)",
  ),
  "request-timeout": createLimitFlag(
    "SECONDS",
    "How long a request may take until its answer begins; 30 when left out (SUPPORT_MCP_REQUEST_TIMEOUT)",
  ),
} as const;

function createLimitFlag(placeholder: string, brief: string, parse = parsePositiveNumber) {
  return { kind: "parsed", parse, optional: true, placeholder, brief } as const;
}

/**
 * What is to be served over HTTP.
 *
 * @returns Undefined when nothing is.
 * @throws {CommandError} When a flag or variable can't be used.
 */
export function parseHttpFlags(values: HttpFlagValues): HttpFlags | undefined {
  const address = values.http ?? readParsedVariable("SUPPORT_MCP_HTTP", parseHttpAddress);
  if (address === undefined) return rejectHttpFlags(values);
  const logIn = parseLogInFlags(values);
  return {
    address,
    tokenFile: values["token-file"] ?? readVariable("SUPPORT_MCP_TOKEN_FILE"),
    tokens: readVariable("SUPPORT_MCP_TOKEN"),
    ...logIn,
    allowedHosts: getAllowedHosts(values, logIn.publicUrl),
    tlsCert: values["tls-cert"] ?? readVariable("SUPPORT_MCP_TLS_CERT"),
    tlsKey: values["tls-key"] ?? readVariable("SUPPORT_MCP_TLS_KEY"),
    limits: getLimits(values),
  };
}

/** The public URL's name is one of them. */
function getAllowedHosts(values: HttpFlagValues, publicUrl: string | undefined): string[] {
  const names = values["allowed-host"] ?? readParsedVariable("SUPPORT_MCP_ALLOWED_HOSTS", parseHostnames) ?? [];
  return [...new Set(publicUrl === undefined ? names : [...names, new URL(publicUrl).hostname])];
}

function parseHostnames(text: string): string[] {
  return parseList(text).map(parseHostname);
}

/** Those that were given. */
function getLimits(values: HttpFlagValues): HttpFlags["limits"] {
  const bodyBytes = values["max-body"] ?? readParsedVariable("SUPPORT_MCP_MAX_BODY", parsePositiveNumber);
  const rate = values["max-rate"] ?? readParsedVariable("SUPPORT_MCP_MAX_RATE", parseWholeNumber);
  const sessions = values["max-sessions"] ?? readParsedVariable("SUPPORT_MCP_MAX_SESSIONS", parsePositiveNumber);
  const streams = values["max-streams"] ?? readParsedVariable("SUPPORT_MCP_MAX_STREAMS", parsePositiveNumber);
  const idle = values["session-idle"] ?? readParsedVariable("SUPPORT_MCP_SESSION_IDLE", parsePositiveNumber);
  const timeout = values["request-timeout"] ?? readParsedVariable("SUPPORT_MCP_REQUEST_TIMEOUT", parsePositiveNumber);
  return {
    ...bodyBytes !== undefined && { bodyBytes },
    ...rate !== undefined && { messagesPerMinute: rate === 0 ? Infinity : rate },
    ...sessions !== undefined && { sessions },
    ...streams !== undefined && { streams },
    ...idle !== undefined && { sessionIdle: idle * 1000 },
    ...timeout !== undefined && { requestTime: timeout * 1000 },
  };
}

function rejectHttpFlags(values: HttpFlagValues): undefined {
  const flag = Object.entries(values).find(([name, value]) =>
    Object.hasOwn(httpParameters, name) && value !== undefined
  );
  if (flag !== undefined) {
    throw new CommandError(`--${flag[0]} is for serving over HTTP: add --http [HOST:]PORT, or leave it out.`, 2);
  }
}
