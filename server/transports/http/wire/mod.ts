/**
 * HTTP as MCP uses it: requests, their bodies and limits, responses and event streams.
 *
 * @module
 */

export { readBody } from "./body.ts";
export { createTimeoutError, Deadlines, withDeadline } from "./deadlines.ts";
export { createStreamResponse, EventStream } from "./event_stream.ts";
export { addCorsHeaders, createPreflightResponse, isPreflight } from "./cors.ts";
export { createInvalidHostError, HostCheck, type HostCheckOptions } from "./host_check.ts";
export { HttpError, RPC_CODES, toErrorResponse, toHttpError } from "./http_error.ts";
export { type ConnectionInfo, type Exchange, IncomingRequest } from "./incoming_request.ts";
export { createJsonResponse } from "./json_response.ts";
export { DEFAULT_LIMITS, type HttpLimits } from "./limits.ts";
export { accepts, checkAccept, checkContentType } from "./media_type.ts";
export { OpenStreams, type StreamKind } from "./open_streams.ts";
export { PostResponse } from "./post_response.ts";
export { readUpTo } from "./read_up_to.ts";
