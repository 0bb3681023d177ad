/** The flags of `support-mcp serve --http`. */

import { CommandError } from "../../../process/mod.ts";
import type { HttpFlags } from "../../../http/mod.ts";
import {
  type HttpAddress,
  parseAddresses,
  parseHostname,
  parseHttpAddress,
  parseList,
  parseOrigin,
  parsePositiveNumber,
  parseSeconds,
  parseWholeNumber,
  readParsedVariable,
  readVariable,
} from "../../../values/mod.ts";
import { parsedFlag, repeatableFlag, textFlag } from "../parameters.ts";
import { type LogInFlagValues, logInParameters, parseLogInFlags } from "./log_in.ts";

/** The values as Stricli parses them. */
export interface HttpFlagValues extends LogInFlagValues {
  http?: HttpAddress;
  "token-file"?: string;
  "allowed-host"?: string[];
  "allowed-origin"?: string[];
  "trusted-proxy"?: string[];
  "tls-cert"?: string;
  "tls-key"?: string;
  "max-body"?: number;
  "max-rate"?: number;
  "max-sessions"?: number;
  "max-streams"?: number;
  "session-idle"?: number;
  "request-timeout"?: number;
}

const HTTP = { section: "HTTP FLAGS" };

export const httpParameters = {
  http: parsedFlag("[HOST:]PORT", parseHttpAddress, "Serve over HTTP at /mcp; without HOST, only to this machine", {
    ...HTTP,
    variable: "SUPPORT_MCP_HTTP",
  }),
  "token-file": textFlag("FILE", "Accept the tokens in this file; each line is NAME read|write TOKEN", {
    ...HTTP,
    variable: "SUPPORT_MCP_TOKEN_FILE",
  }),
  "allowed-host": repeatableFlag(
    "NAME",
    "Accept requests for this host name, in addition to localhost",
    { ...HTTP, variable: "SUPPORT_MCP_ALLOWED_HOSTS" },
    parseHostname,
  ),
  "allowed-origin": repeatableFlag(
    "ORIGIN",
    "Let web pages of this origin use the server, in addition to its own",
    { ...HTTP, variable: "SUPPORT_MCP_ALLOWED_ORIGINS" },
    parseOrigin,
  ),
  "trusted-proxy": repeatableFlag(
    "ADDRESS|CIDR",
    "Trust the proxy at this address to name the clients behind it",
    { ...HTTP, variable: "SUPPORT_MCP_TRUSTED_PROXIES" },
    parseAddresses,
  ),
  "tls-cert": textFlag("FILE", "Serve HTTPS with this certificate chain, as PEM", {
    ...HTTP,
    variable: "SUPPORT_MCP_TLS_CERT",
  }),
  "tls-key": textFlag("FILE", "Use this private key for --tls-cert, as PEM", {
    ...HTTP,
    variable: "SUPPORT_MCP_TLS_KEY",
  }),
  ...logInParameters,
  "max-body": limitFlag("max-body", "BYTES", "Reject larger request bodies", 1_048_576),
  "max-rate": limitFlag(
    "max-rate",
    "NUMBER",
    "Allow this many messages per client per minute; 0 means no limit",
    6000,
    parseWholeNumber,
  ),
  "max-sessions": limitFlag("max-sessions", "NUMBER", "Allow this many concurrent sessions", 2000),
  "max-streams": limitFlag("max-streams", "NUMBER", "Allow this many concurrent event streams", 4000),
  "session-idle": limitFlag(
    "session-idle",
    "SECONDS",
    "Close a session after this long without activity",
    1800,
    parseSeconds,
  ),
  "request-timeout": limitFlag("request-timeout", "SECONDS", "Abort a request after this long", 30, parseSeconds),
};

/** @param value The default of `DEFAULT_LIMITS` in the flag's unit; a test compares them. */
function limitFlag(name: string, placeholder: string, brief: string, value: number, parse = parsePositiveNumber) {
  const variable = `SUPPORT_MCP_${name.toUpperCase().replaceAll("-", "_")}`;
  return parsedFlag(placeholder, parse, brief, { section: "HTTP LIMITS", default: String(value), variable });
}

/**
 * Reads how to serve over HTTP.
 *
 * @returns Undefined without `--http`.
 * @throws {CommandError} If a flag or variable is invalid.
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
    allowedOrigins: getAllowedOrigins(values, logIn.publicUrl),
    trustedProxies: values["trusted-proxy"] ?? readParsedVariable("SUPPORT_MCP_TRUSTED_PROXIES", parseAddressList) ??
      [],
    tlsCert: values["tls-cert"] ?? readVariable("SUPPORT_MCP_TLS_CERT"),
    tlsKey: values["tls-key"] ?? readVariable("SUPPORT_MCP_TLS_KEY"),
    limits: getLimits(values),
  };
}

/** Adds the public URL's name to the list. */
function getAllowedHosts(values: HttpFlagValues, publicUrl: string | undefined): string[] {
  const names = values["allowed-host"] ?? readParsedVariable("SUPPORT_MCP_ALLOWED_HOSTS", parseHostnames) ?? [];
  return [...new Set(publicUrl === undefined ? names : [...names, new URL(publicUrl).hostname])];
}

/** Adds the public URL's origin to the list. */
function getAllowedOrigins(values: HttpFlagValues, publicUrl: string | undefined): string[] {
  const origins = values["allowed-origin"] ?? readParsedVariable("SUPPORT_MCP_ALLOWED_ORIGINS", parseOrigins) ?? [];
  return [...new Set(publicUrl === undefined ? origins : [...origins, new URL(publicUrl).origin])];
}

function parseOrigins(text: string): string[] {
  return parseList(text).map(parseOrigin);
}

function parseAddressList(text: string): string[] {
  return parseList(text).map(parseAddresses);
}

function parseHostnames(text: string): string[] {
  return parseList(text).map(parseHostname);
}

/** Reads the limits that differ from the defaults. */
function getLimits(values: HttpFlagValues): HttpFlags["limits"] {
  const bodyBytes = values["max-body"] ?? readParsedVariable("SUPPORT_MCP_MAX_BODY", parsePositiveNumber);
  const rate = values["max-rate"] ?? readParsedVariable("SUPPORT_MCP_MAX_RATE", parseWholeNumber);
  const sessions = values["max-sessions"] ?? readParsedVariable("SUPPORT_MCP_MAX_SESSIONS", parsePositiveNumber);
  const streams = values["max-streams"] ?? readParsedVariable("SUPPORT_MCP_MAX_STREAMS", parsePositiveNumber);
  const idle = values["session-idle"] ?? readParsedVariable("SUPPORT_MCP_SESSION_IDLE", parseSeconds);
  const timeout = values["request-timeout"] ?? readParsedVariable("SUPPORT_MCP_REQUEST_TIMEOUT", parseSeconds);
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
  if (flag === undefined) return;
  throw new CommandError(`--${flag[0]} works only over HTTP. Add --http [HOST:]PORT, or omit it.`, 2);
}
