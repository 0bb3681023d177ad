/**
 * Client requests since revision 2026-07-28: a request ends the call with `input_required`. The client then sends the call
 * again with the response, and the handler runs again from the start (MCP, basic/patterns/mrtr).
 */

import {
  type InputRequests,
  inputRequired,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { sha256 } from "../../../base/bytes/sha256.ts";
import type { ApprovalAnswer } from "../../../store/mod.ts";
import { removeMarkId } from "../../marks/mod.ts";
import {
  type ClientAbilities,
  type ClientRequest,
  type ClientRequests,
  createClientRequests,
  type SendClientRequest,
} from "../requests/mod.ts";
import type { RequestState } from "./request_state.ts";

/** The requests and responses so far. */
type Exchange = Omit<RequestState, "call">;

/** Ends a handler at its first request without a response. The caller of the tool returns its result. */
export class InputRequiredError extends Error {
  override name = "InputRequiredError";
  constructor(readonly result: InputRequiredResult) {
    super("The call continues when the client responds");
  }
}

/** A call that may run several times. */
export interface ReplayOptions {
  tool: string;
  input: unknown;
  context: ServerContext;
  codec: RequestStateCodec<RequestState>;
}

/** Keeps the first answer to a question. A client can send a response and its request state again, also elsewhere. */
export type SettleQuestion = (question: string, answer: ApprovalAnswer) => Promise<ApprovalAnswer>;

/**
 * Creates the client requests of a call since 2026-07-28.
 *
 * @throws {ProtocolError} -32602 if the request state belongs to another call.
 */
export async function createStatelessRequests(
  replay: ReplayOptions,
  client: ClientAbilities,
  unattended: boolean,
  settle: SettleQuestion,
): Promise<ClientRequests> {
  const send = await createStatelessSender(replay);
  const exchange = replay.context.mcpReq.requestState<RequestState>()?.exchange;
  const settleAnswer = exchange === undefined // without a state, there is no answer yet
    ? undefined
    : (key: string, answer: ApprovalAnswer) => settle(`${exchange} ${key}`, answer);
  return createClientRequests(client, send, unattended, settleAnswer);
}

/** Creates a sender that returns the responses of earlier runs, and ends the call if there is none. */
export async function createStatelessSender(
  { tool, input, context, codec }: ReplayOptions,
): Promise<SendClientRequest> {
  const state = context.mcpReq.requestState<RequestState>();
  const fingerprintCall = () => computeFingerprint([tool, input]); // most calls never need it
  if (state !== undefined && state.call !== await fingerprintCall()) {
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      "requestState belongs to another call. Send the call again without it.",
      { reason: "invalid_request_state" },
    );
  }
  const exchange: Exchange = state ?? { exchange: crypto.randomUUID(), asked: {}, answers: {} };
  const responses = { ...exchange.answers, ...selectResponses(exchange, context) };
  return async (key, request) => {
    const fingerprint = await computeFingerprint([key, request]);
    const response = responses[key];
    // If the request has changed since it was shown, the response to it is not valid.
    if (response !== undefined && exchange.asked[key] === fingerprint) return response;
    const asked = { ...exchange.asked, [key]: fingerprint };
    const answers = omitKey(responses, key);
    const requestState = await codec.mint({ ...exchange, call: await fingerprintCall(), asked, answers }, context);
    throw new InputRequiredError(inputRequired({ inputRequests: { [key]: toInputRequest(request) }, requestState }));
  };
}

/** Selects the responses that belong to requests of this call. */
function selectResponses(exchange: Exchange, context: ServerContext): Exchange["answers"] {
  const received = Object.entries(context.mcpReq.inputResponses ?? {});
  return Object.fromEntries(
    received.filter(([key]) => Object.hasOwn(exchange.asked, key) && !Object.hasOwn(exchange.answers, key)),
  ) as Exchange["answers"];
}

function omitKey<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

function toInputRequest(request: ClientRequest): InputRequests[string] {
  return request as InputRequests[string];
}

/** Computes the SHA-256 of a value's JSON, in base64. Another process may have marked its words. */
async function computeFingerprint(value: unknown): Promise<string> {
  return (await sha256(removeMarkId(JSON.stringify(value)))).toBase64();
}
