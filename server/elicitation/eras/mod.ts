/**
 * Client requests over the wire: by JSON-RPC requests in the handshake revisions, by `input_required` results since
 * 2026-07-28.
 *
 * @module
 */

export type { ClientRequest, SendClientRequest } from "../create_client_requests.ts";
export { createHandshakeRequests, createHandshakeSender } from "./handshake_requests.ts";
export { createStateCodec, type RequestState } from "./request_state.ts";
export {
  createStatelessRequests,
  createStatelessSender,
  InputRequiredError,
  type ReplayOptions,
} from "./stateless_requests.ts";
