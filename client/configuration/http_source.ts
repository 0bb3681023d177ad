import { HttpTransport } from "../transports/mod.ts";
import type { ServerSource } from "./server_source.ts";
import { SetupError } from "../errors/mod.ts";

/**
 * Creates the source of a remote server that speaks MCP over HTTP.
 *
 * @param url The server's MCP endpoint.
 * @param headers Sent with every request, such as `Authorization`.
 * @param name The display name (default: the URL).
 * @throws {SetupError} If the URL or a header is invalid.
 */
export function createHttpSource(url: string, headers: Readonly<Record<string, string>>, name = url): ServerSource {
  const endpoint = parseEndpoint(url);
  assertHeaders(headers);
  return {
    name,
    marksUntrustedText: false,
    isTrusted: false,
    onDisconnect: "reconnect",
    secrets: headers,
    openTransport: (shutdown) => new HttpTransport(endpoint, headers, shutdown),
  };
}

function parseEndpoint(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const shown = /[@?#]/.test(text) ? "" : `: "${text}"`; // a password or a key may be there
    throw new SetupError(`The URL of the server is invalid${shown}. It must start with https:// or http://.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new SetupError(`The URL of ${url.host} contains credentials. Use an Authorization header instead.`);
  }
  return url;
}

function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers({ [name]: value });
    } catch (error) {
      throw new SetupError(
        `The header ${name} is invalid: its name or value has characters that HTTP does not allow.`,
        [],
        {
          cause: error,
        },
      );
    }
  }
}
