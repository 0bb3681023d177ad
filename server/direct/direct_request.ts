/** Recognising the requests that can be answered without the SDK: those that are plainly valid. */

import type { RequestId } from "@modelcontextprotocol/server";
import { hasNoneBut, isObject, plainMessage } from "../opening/plain_message.ts";

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
  const { id, method, params } = plain;
  const { _meta: meta = {} } = params;
  if (!isObject(meta)) return undefined;
  if (method === "resources/read") return read(id, meta, params);
  return method === "tools/call" ? call(id, meta, params) : undefined;
}

const OF_READ = new Set(["uri", "_meta"]);
const OF_CALL = new Set(["name", "arguments", "_meta"]);

function read(id: RequestId, meta: Members, params: Members): DirectRequest | undefined {
  const { uri } = params;
  const isPlain = typeof uri === "string" && PLAIN_URI.test(uri) && hasNoneBut(params, OF_READ);
  return isPlain ? { id, meta, method: "resources/read", uri } : undefined;
}

function call(id: RequestId, meta: Members, params: Members): DirectRequest | undefined {
  const { name, arguments: input = {} } = params;
  const isPlain = typeof name === "string" && isObject(input) && hasNoneBut(params, OF_CALL);
  return isPlain ? { id, meta, method: "tools/call", name, input } : undefined;
}
