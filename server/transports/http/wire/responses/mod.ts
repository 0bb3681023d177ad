/** Responses: JSON bodies, event streams, and the streams that are open. */

export { createStreamResponse, EventStream } from "./event_stream.ts";
export { findLargerHolder } from "./find_larger_holder.ts";
export { createJsonResponse } from "./json_response.ts";
export { type OpenStream, OpenStreams, type StreamKind } from "./open_streams.ts";
export { PostResponse } from "./post_response.ts";
