/**
 * Asking in revision 2026-07-28: a question ends the call with `input_required`, and the call that brings the answer runs
 * the handler again from the top (MCP, basic/patterns/mrtr).
 */

import { sha256 } from "../../base/sha256.ts";
import {
  type InputRequests,
  inputRequired,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Caller } from "../protocol/caller.ts";
import { type ClientRequest, createClientRequests, type SendClientRequest } from "./create_client_requests.ts";
import type { ClientRequests } from "./client_requests.ts";
import type { RequestState } from "./request_state.ts";

/** Each question as it was asked, and each answer so far. */
type Exchange = Omit<RequestState, "call">;

/** Ends a handler at its first question without an answer; caught where the call is served. */
export class InputRequiredError extends Error {
  override name = "InputRequired";
  constructor(readonly result: InputRequiredResult) {
    super("the call goes on with the answer to its question");
  }
}

/** Where in a call with questions we are. */
export interface ReplayOptions {
  tool: string;
  input: unknown;
  context: ServerContext;
  codec: RequestStateCodec<RequestState>;
}

/**
 * Asks by `input_required` results.
 *
 * @throws {ProtocolError} -32602 when the request state belongs to another call.
 */
export async function createReplayedRequests(
  replay: ReplayOptions,
  caller: Caller,
  unattended: boolean,
): Promise<ClientRequests> {
  return createClientRequests(caller, await createInputRequiredSender(replay), unattended);
}

/** A client whose answers come with later calls. */
export async function createInputRequiredSender(
  { tool, input, context, codec }: ReplayOptions,
): Promise<SendClientRequest> {
  const begun = context.mcpReq.requestState<RequestState>();
  const callFingerprint = () => computeFingerprint([tool, input]); // most calls never need it
  if (begun !== undefined && begun.call !== await callFingerprint()) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, "The request state belongs to another call: start again", {
      reason: "invalid_request_state",
    });
  }
  const state: Exchange = begun ?? { asked: {}, answers: {} };
  const answers = { ...state.answers, ...selectResponses(state, context) };
  return async (key, question) => {
    const print = await computeFingerprint([key, question]);
    const answer = answers[key];
    // What was shown to the person has changed since: that yes doesn't hold for this question.
    if (answer !== undefined && state.asked[key] === print) return answer;
    const asked = { ...state.asked, [key]: print };
    const call = await callFingerprint();
    const requestState = await codec.mint({ call, asked, answers: omitKey(answers, key) }, context);
    throw new InputRequiredError(inputRequired({ inputRequests: { [key]: toInputRequest(question) }, requestState }));
  };
}

/** The answers that this request brings, to questions that were really asked. */
function selectResponses(state: Exchange, context: ServerContext): Exchange["answers"] {
  const brought = Object.entries(context.mcpReq.inputResponses ?? {});
  return Object.fromEntries(
    brought.filter(([key]) => Object.hasOwn(state.asked, key) && !Object.hasOwn(state.answers, key)),
  ) as Exchange["answers"];
}

function omitKey<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = record;
  return rest;
}

function toInputRequest(question: ClientRequest): InputRequests[string] {
  return question as InputRequests[string];
}

/** A SHA-256 of a value's JSON, in base64; stands for it where it need not be read back. */
export async function computeFingerprint(value: unknown): Promise<string> {
  return (await sha256(JSON.stringify(value))).toBase64();
}
