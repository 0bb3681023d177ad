/** Recognising the requests that can be answered without the SDK: those that are plainly valid. */

import type { RequestId } from "@modelcontextprotocol/server";
import { isObject, plainMessage } from "../opening/plain_message.ts";

type Members = Readonly<Record<string, unknown>>;

/** `resources/read` or `tools/call`, with nothing in it but what every one has. */
export type DirectRequest = { id: RequestId; meta: Members } & (Read | Call);

interface Read {
  method: "resources/read";
  uri: string;
}

interface Call {
  method: "tools/call";
  name: string;
  input: Record<string, unknown>;
}

/** URIs that are their own normal form: `new URL(uri).href` gives them back. */
const PLAIN_URI = /^[a-z]+:\/\/[\w-]+(?:\/[\w-]+)*$/;

/** Reads a message; undefined when the SDK must judge it. What is in its metadata is for the caller to look at. */
export function directRequest(message: unknown): DirectRequest | undefined {
  const plain = plainMessage(message);
  if (plain?.id === undefined) return undefined;
  const { id, method, params: { _meta: meta = {}, ...asked } } = plain;
  if (!isObject(meta)) return undefined;
  if (method === "resources/read") return read(id, meta, asked);
  return method === "tools/call" ? call(id, meta, asked) : undefined;
}

function read(id: RequestId, meta: Members, { uri, ...more }: Members): DirectRequest | undefined {
  const isPlain = typeof uri === "string" && PLAIN_URI.test(uri) && Object.keys(more).length === 0;
  return isPlain ? { id, meta, method: "resources/read", uri } : undefined;
}

function call(id: RequestId, meta: Members, members: Members): DirectRequest | undefined {
  const { name, arguments: input = {}, ...more } = members;
  const isPlain = typeof name === "string" && isObject(input) && Object.keys(more).length === 0;
  return isPlain ? { id, meta, method: "tools/call", name, input } : undefined;
}
