/** The forms in which hosts write the entry of a server. */

import type { Entry, Members } from "./formats/mod.ts";
import type { HttpServer, ServerEntry } from "./server_entry.ts";

/** Creates the entry of a server that the host starts. */
export type ProgramForm = (server: ServerEntry, name: string) => Entry;
/**
 * Creates the entry of a server that the host reaches over HTTP.
 *
 * @param there The current entry of the server, if there is one.
 */
export type HttpForm = (server: HttpServer, name: string, there?: Members) => Entry;

/** Creates the most common form: a command and its arguments. */
export function createProgramForm(defaults: Members = {}): ProgramForm {
  return ({ command, args }) => ({ members: { command, args }, defaults });
}

/**
 * Creates a form with a URL and headers.
 *
 * @param url The member with the URL.
 */
export function createHttpForm(url: string, defaults: Members = {}): HttpForm {
  return (server) => ({
    members: { [url]: server.url, ...hasHeaders(server) && { headers: server.headers } },
    defaults,
  });
}

/**
 * Codex takes a token from an environment variable: the one that the header or the current entry names, or one that is named
 * after the server.
 */
export const formatCodexHttp: HttpForm = ({ url, headers }, name, there = {}) => {
  const others = Object.entries(headers).filter(([header, value]) => parseBearer(header, value) === undefined);
  const [token] = Object.entries(headers).flatMap(([header, value]) => parseBearer(header, value) ?? []);
  const variable = token && (/^\$\{(\w+)\}$/.exec(token)?.[1] ?? there.bearer_token_env_var ?? toVariable(name));
  const hasOthers = others.length > 0 || (token !== undefined && there.http_headers !== undefined);
  const isReplaced = there.bearer_token_env_var !== undefined && others.some(([header]) => isAuthorization(header));
  return {
    members: {
      url,
      ...(variable !== undefined || isReplaced) && { bearer_token_env_var: variable },
      ...hasOthers && { http_headers: Object.fromEntries(others) },
    },
    defaults: {},
  };
};

function parseBearer(header: string, value: string): string | undefined {
  return isAuthorization(header) ? /^Bearer +(.+)$/i.exec(value)?.[1] : undefined;
}

function isAuthorization(header: string): boolean {
  return header.toLowerCase() === "authorization";
}

/** Returns the name of a variable, such as `SUPPORT_DESK_TOKEN`. */
function toVariable(name: string): string {
  return `${name.replaceAll(/\W/g, "_").toUpperCase()}_TOKEN`.replace(/^(?=\d)/, "_");
}

/** opencode has the program and its arguments in one list. */
export const formatOpencodeProgram: ProgramForm = ({ command, args }) => ({
  members: { command: [command, ...args] },
  defaults: { type: "local", enabled: true },
});

export const formatContinueHttp: HttpForm = (server) => ({
  members: { url: server.url, ...hasHeaders(server) && { requestOptions: { headers: server.headers } } },
  defaults: { type: "streamable-http" },
});

/** Goose's time limit of a call, in seconds. People may need this long to answer an elicitation. */
const GOOSE_TIMEOUT = 300;

export const formatGooseProgram: ProgramForm = ({ command, args }, name) => ({
  members: { cmd: command, args },
  defaults: { name, type: "stdio", enabled: true, timeout: GOOSE_TIMEOUT },
});

export const formatGooseHttp: HttpForm = (server, name) => ({
  members: { uri: server.url, ...hasHeaders(server) && { headers: server.headers } },
  defaults: { name, type: "streamable_http", enabled: true, timeout: GOOSE_TIMEOUT },
});

function hasHeaders({ headers }: HttpServer): boolean {
  return Object.keys(headers).length > 0;
}
