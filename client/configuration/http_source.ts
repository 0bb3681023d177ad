import { HttpTransport } from "../transports/mod.ts";
import type { ServerSource } from "./server_source.ts";
import { SetupError } from "../errors/mod.ts";

/**
 * A server that runs elsewhere, and speaks MCP over HTTP.
 *
 * @param url Its endpoint.
 * @param headers Sent with every request, such as `Authorization`.
 * @param name Its name for people and models; its URL when left out.
 * @throws {SetupError} When the URL or a header is none.
 */
export function createHttpSource(url: string, headers: Readonly<Record<string, string>>, name = url): ServerSource {
  const endpoint = parseEndpoint(url);
  assertHeaders(headers);
  return {
    name,
    marksText: false,
    whenLost: "reconnect",
    secrets: headers,
    reach: (hurry) => new HttpTransport(endpoint, headers, hurry),
  };
}

function parseEndpoint(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new SetupError(`"${text}" is no URL of a server: it begins with https:// or http://.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new SetupError(`The URL of ${url.host} has a password in it: put it into an Authorization header instead.`);
  }
  return url;
}

function assertHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers({ [name]: value });
    } catch (error) {
      throw new SetupError(
        `The header ${name} can't be sent: its name or value has characters that HTTP doesn't know.`,
        [],
        {
          cause: error,
        },
      );
    }
  }
}

/**
 * Reads `Name: value`.
 *
 * @throws {SyntaxError} When there is no colon, or nothing before it.
 */
export function parseHeader(text: string): [name: string, value: string] {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0)).trim();
  if (name === "") {
    throw new SyntaxError(`"${text}" is no header: write "Name: value", such as "Authorization: Bearer \${TOKEN}".`);
  }
  return [name, text.slice(colon + 1).trim()];
}
