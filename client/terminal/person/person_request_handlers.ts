import {
  type CreateMessageRequestParams,
  type CreateMessageResult,
  type ElicitRequestFormParams,
  type ElicitRequestURLParams,
  type ElicitResult,
  ProtocolError,
  type Root,
} from "@modelcontextprotocol/client";
import type { RequestHandlers, RequiredPage } from "../../handlers/mod.ts";
import { askToOpenPage, type OpenPage } from "./ask_to_open_page.ts";
import { askIfFinished } from "./ask_if_finished.ts";
import { fillInForm } from "../form/mod.ts";
import { openPage } from "./open_page.ts";
import { type Dialog, InterruptedError, type Terminal } from "../dialog/mod.ts";
import { reviewRequest, reviewResult } from "./review_sampling.ts";

const UNDECIDED: ElicitResult = { action: "cancel" };
/** What MCP gives as the code of a refusal by a person (client/sampling, "Error handling"). */
const REJECTED_BY_USER = -1;

export interface PersonRequestHandlersOptions {
  /** The name of the server that asks, as people know it. */
  server: string;
  terminal: Terminal;
  /** Who stands behind the person: answers what they pass on, and has the folders. */
  fallback: Pick<RequestHandlers, "sample" | "roots">;
  /** Whether what servers ask of the model is shown, before and after; left out, it goes unseen. */
  reviewsSampling?: boolean;
  open?: OpenPage;
}

/** Has a person answer what one server asks: fill in its forms, open its pages, look at what it wants of the model. */
export class PersonRequestHandlers implements RequestHandlers {
  readonly #server: string;
  readonly #terminal: Terminal;
  readonly #behind: PersonRequestHandlersOptions["fallback"];
  readonly #open: OpenPage;
  #alwaysSends: boolean;

  constructor(
    { server, terminal, fallback: behind, reviewsSampling = false, open = openPage }: PersonRequestHandlersOptions,
  ) {
    this.#server = server;
    this.#terminal = terminal;
    this.#behind = behind;
    this.#open = open;
    this.#alwaysSends = !reviewsSampling;
  }

  async elicit(form: ElicitRequestFormParams, signal: AbortSignal): Promise<ElicitResult> {
    return await this.#converse("form", (prompts) => fillInForm(form, this.#server, prompts), signal) ?? UNDECIDED;
  }

  async visit(page: ElicitRequestURLParams, signal: AbortSignal): Promise<ElicitResult> {
    const ask = (prompts: Dialog) => askToOpenPage(page, this.#server, prompts, this.#open);
    return await this.#converse("page", ask, signal) ?? UNDECIDED;
  }

  async finish(page: RequiredPage, signal: AbortSignal): Promise<boolean | null> {
    const ask = (prompts: Dialog) => askIfFinished(page, this.#server, prompts);
    return await this.#converse("end of a page", ask, signal);
  }

  /** @throws {ProtocolError} When the person refuses. */
  async sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    if (this.#alwaysSends) return await this.#behind.sample(conversation, signal);
    const review = (prompts: Dialog) => reviewRequest(conversation, this.#server, prompts);
    const request = await this.#converse("sampling", review, signal);
    if (request?.to === "person") return toSamplingResult(request.text);
    if (request?.to !== "model") throw createRejection();
    this.#alwaysSends ||= request.always;
    const result = await this.#behind.sample(request.conversation, signal);
    return request.always ? result : await this.#reviewed(result, signal);
  }

  roots(): Promise<Root[]> {
    return this.#behind.roots();
  }

  async #reviewed(result: CreateMessageResult, signal: AbortSignal): Promise<CreateMessageResult> {
    const review = (prompts: Dialog) => reviewResult(result, this.#server, prompts);
    const reviewed = await this.#converse("sampling answer", review, signal);
    if (reviewed === null) throw createRejection();
    return reviewed;
  }

  /** Null when the conversation ends before its time: the person has decided nothing. */
  async #converse<Result>(
    about: string,
    conversation: (prompts: Dialog) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result | null> {
    try {
      return await this.#terminal.runDialog(`${about} of ${this.#server}`, conversation, signal);
    } catch (error) {
      if (error instanceof InterruptedError) return null;
      throw error;
    }
  }
}

function toSamplingResult(text: string): CreateMessageResult {
  return { role: "assistant", content: { type: "text", text }, model: "person", stopReason: "endTurn" };
}

function createRejection(): ProtocolError {
  return new ProtocolError(REJECTED_BY_USER, "The person refused this sampling request.");
}
