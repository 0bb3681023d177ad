/**
 * Client requests over the wire, with the SDK: JSON-RPC requests in the handshake revisions, `input_required` results since
 * 2026-07-28.
 *
 * @module
 */

export { createHandshakeRequests, createHandshakeSender } from "./handshake_requests.ts";
export { createStateCodec, type RequestState } from "./request_state.ts";
export {
  createStatelessRequests,
  createStatelessSender,
  InputRequiredError,
  type ReplayOptions,
  type SettleQuestion,
} from "./stateless_requests.ts";
