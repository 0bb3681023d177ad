/**
 * The protocol: messages, the dispatcher that decides who answers them, and prepared responses. Loaded before the first
 * response, so it needs neither the SDK nor the definitions. `fast_path/` and `sdk/` are loaded when they are needed.
 *
 * @module
 */

export { ChangeFeed } from "./change_feed.ts";
export { type ConnectedServer, Dispatcher, type DispatcherOptions } from "./dispatch/mod.ts";
export {
  acceptsPrimingEvent,
  allowsBatches,
  ALREADY_OPEN,
  CANCELLED,
  createEncodingError,
  findInitializeProblem,
  hasOnlyMembers,
  InvalidMessageError,
  InvalidResponseError,
  isPlainEnvelope,
  isRequest,
  isRequestId,
  isStatelessRevision,
  JsonResult,
  mayBeStateless,
  type Members,
  MessageSerializer,
  META_KEYS,
  needsResponse,
  NO_BATCHES,
  parseBytes,
  parsePayload,
  type Payload,
  PendingRequest,
  type Reply,
  RPC_CODES,
  stampResult,
  STATELESS_SINCE,
} from "./messages/mod.ts";
export { prepared, PreparedResponses, unpackServer } from "./prepared/mod.ts";
export type { RegistrationContext, ServerOptions } from "./server_options.ts";
export { findUriProblem, type SubscriptionLimit } from "./subscription_limit.ts";
export { filterTools } from "./tool_filter.ts";
export { TOOL_GROUPS } from "./tool_groups.ts";
