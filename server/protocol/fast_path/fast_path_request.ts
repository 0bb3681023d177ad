/** Recognising the requests that can be answered without the SDK: those that are plainly valid. */

import { isPlainObject } from "../../../base/is_plain_object.ts";
import type { RequestId } from "@modelcontextprotocol/server";
import { hasOnlyMembers, parsePlainMessage } from "../messages.ts";

type Members = Readonly<Record<string, unknown>>;

/** `resources/read` or `tools/call`, with nothing in it but what every one has. */
export type FastPathRequest = { id: RequestId; meta: Members } & (Read | Call);

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
export function parseFastPathRequest(message: unknown): FastPathRequest | undefined {
  const plain = parsePlainMessage(message);
  if (plain?.id === undefined) return undefined;
  const { id, method, params } = plain;
  const { _meta: meta = {} } = params;
  if (!isPlainObject(meta)) return undefined;
  if (method === "resources/read") return toRead(id, meta, params);
  return method === "tools/call" ? toCall(id, meta, params) : undefined;
}

const READ_PARAMS = new Set(["uri", "_meta"]);
const CALL_PARAMS = new Set(["name", "arguments", "_meta"]);

function toRead(id: RequestId, meta: Members, params: Members): FastPathRequest | undefined {
  const { uri } = params;
  const isPlain = typeof uri === "string" && PLAIN_URI.test(uri) && hasOnlyMembers(params, READ_PARAMS);
  return isPlain ? { id, meta, method: "resources/read", uri } : undefined;
}

function toCall(id: RequestId, meta: Members, params: Members): FastPathRequest | undefined {
  const { name, arguments: input = {} } = params;
  const isPlain = typeof name === "string" && isPlainObject(input) && hasOnlyMembers(params, CALL_PARAMS);
  return isPlain ? { id, meta, method: "tools/call", name, input } : undefined;
}
