/**
 * Requests that a tool may send to the client: elicitation, sampling and roots. This module does not import the SDK;
 * the requests of each protocol era are in `eras/mod.ts`.
 *
 * @module
 */

export { assertApproved } from "./assert_approved.ts";
export type {
  ApprovalRequest,
  ClientRequests,
  FormRequest,
  FormResult,
  SamplingRequest,
  SamplingResult,
} from "./client_requests.ts";
export { createChoice, type FormFields, type FormValues } from "./form.ts";
