/**
 * Messages of JSON-RPC as MCP uses them: validity, errors, revisions, metadata, capabilities and pending requests. Loaded
 * before the first response, so it needs neither the SDK nor the definitions.
 *
 * @module
 */

export { BatchReply } from "./batch_reply.ts";
export { supportsForms } from "./capabilities.ts";
export { InvalidMessageError, InvalidResponseError, RPC_CODES, RpcError, toErrorObject, toUriData } from "./errors.ts";
export { ALREADY_OPEN, explainInitializeError, findInitializeProblem, isPlainInitialize } from "./initialize.ts";
export { JsonResult } from "./json_result.ts";
export { MessageSerializer } from "./message_serializer.ts";
export {
  createEncodingError,
  hasOnlyMembers,
  isRequest,
  needsResponse,
  parseBytes,
  parsePayload,
  type Payload,
  PendingRequest,
  PendingRequests,
} from "./messages.ts";
export { ID_RULE, isRequestId } from "./message_problems.ts";
export type { Members } from "./normalize_message.ts";
export {
  CANCELLED,
  createStrayResponseError,
  findAcknowledged,
  findCancellationProblem,
  findIgnored,
} from "./notifications.ts";
export type { Reply, SendOptions } from "./reply.ts";
export { hasOnlyProgressToken, isPlainEnvelope, META_KEYS, stampResult } from "./request_metadata.ts";
export {
  acceptsPrimingEvent,
  allowsBatches,
  isStatelessRevision,
  mayBeStateless,
  negotiateRevision,
  NO_BATCHES,
  STATELESS_SINCE,
} from "./revisions.ts";
