/**
 * HTTP as MCP uses it: requests, their bodies and limits, responses and event streams.
 *
 * @module
 */

export { finishBody, getDeclaredLength, readBody, readBytes } from "./body.ts";
export { createTimeoutError, Deadlines, withDeadline } from "./deadlines.ts";
export {
  createJsonResponse,
  createStreamResponse,
  EventStream,
  findLargerHolder,
  type OpenStream,
  OpenStreams,
  PostResponse,
  type StreamKind,
} from "./responses/mod.ts";
export { addCorsHeaders, createPreflightResponse, isPreflight } from "./cors.ts";
export { createInvalidHostError, HostCheck, type HostCheckOptions } from "./host_check.ts";
export { HttpError, RPC_CODES, toErrorResponse, toHttpError } from "./http_error.ts";
export { type ConnectionInfo, type Exchange, IncomingRequest } from "./incoming_request.ts";
export { DEFAULT_LIMITS, type HttpLimits, type ShareLimits } from "./limits.ts";
export { accepts, checkAccept, checkContentType } from "./media_type.ts";
export { readUpTo } from "./read_up_to.ts";
export { TrustedProxies } from "./trusted_proxies.ts";
