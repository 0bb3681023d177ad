/** The messages that a client posts, as far as this transport looks into them. */

import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
} from "@modelcontextprotocol/server";
import { type FastPathRequest, parseFastPathRequest } from "../../../protocol/fast_path/fast_path_request.ts";
import { isEmpty, parsePlainMessage } from "../../../protocol/messages.ts";
import { isPlainEnvelope } from "../../../protocol/request_metadata.ts";
import { HttpError, type JsonRpcId, RPC_CODES } from "../http_error.ts";

/** A JSON-RPC request, notification or answer; only the first two have a method. */
export interface Message {
  jsonrpc: "2.0";
  id?: JsonRpcId;
  method?: string;
  params?: Record<string, unknown>;
}

/** What was posted. */
export interface PostedBody {
  /** As it came: a message, or an array of them. */
  body: unknown;
  messages: readonly Message[];
  /** Of the one request, where it is one. */
  id: JsonRpcId;
  /** That request, where it may be one to answer without the SDK: with a stateless envelope, or with no metadata. */
  fastPathRequest?: FastPathRequest;
}

/** Revision 2025-03-26 has batches; a longer one isn't for a desk. */
const MAX_BATCH_SIZE = 100;

/**
 * Takes apart what was posted.
 *
 * @throws {HttpError} 400 with -32700 when it is no JSON, with -32600 when it is no JSON-RPC.
 */
export function parsePostedBody(text: string): PostedBody {
  const body = parseJson(text);
  const direct = parseFastPathRequest(body);
  if (direct !== undefined && (isEmpty(direct.meta) || isPlainEnvelope(direct.meta))) {
    return { body, messages: [body as Message], id: direct.id, fastPathRequest: direct };
  }
  const messages = Array.isArray(body) ? body : [body];
  if (messages.length === 0 || messages.length > MAX_BATCH_SIZE) {
    throw createInvalidMessageError(`A batch holds 1 to ${MAX_BATCH_SIZE} messages.`);
  }
  if (!messages.every(isMessage)) throw createInvalidMessageError("The body is not a JSON-RPC 2.0 message.");
  return { body, messages, id: Array.isArray(body) ? null : messages[0]!.id ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, "The body is not JSON.", { code: RPC_CODES.parseError, cause: error });
  }
}

/** Requests first, for most are; and the SDK, whose validation takes longer, for those that aren't plainly right. */
function isMessage(value: unknown): value is Message {
  return isPlain(value) || isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResultResponse(value) ||
    isJSONRPCErrorResponse(value);
}

function isPlain(value: unknown): boolean {
  const { params } = parsePlainMessage(value) ?? {};
  return params !== undefined && (params._meta === undefined || isPlainEnvelope(params._meta));
}

function createInvalidMessageError(message: string): HttpError {
  return new HttpError(400, message, { code: RPC_CODES.invalidRequest });
}
