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
import { openPage } from "../../../base/system/open_page.ts";
import { type Dialog, InterruptedError, type Terminal } from "../dialog/mod.ts";
import { reviewRequest, reviewResult } from "./review_sampling.ts";

const UNDECIDED: ElicitResult = { action: "cancel" };
/** The error code for a sampling request that a person refused (MCP, client/sampling, "Error handling"). */
const REJECTED_BY_USER = -1;

export interface PersonRequestHandlersOptions {
  /** The name of the server that sends the requests, as people know it. */
  server: string;
  terminal: Terminal;
  /** Handles the sampling requests that the person passes on, and lists the roots. */
  fallback: Pick<RequestHandlers, "sample" | "roots">;
  /** Show sampling requests and results for review (default: false). */
  reviewsSampling?: boolean;
  open?: OpenPage;
}

/** Lets a person handle one server's requests: fill in forms, open pages, and review sampling. */
export class PersonRequestHandlers implements RequestHandlers {
  readonly #server: string;
  readonly #terminal: Terminal;
  readonly #fallback: PersonRequestHandlersOptions["fallback"];
  readonly #open: OpenPage;
  #trustsServer: boolean;

  constructor(
    { server, terminal, fallback, reviewsSampling = false, open = openPage }: PersonRequestHandlersOptions,
  ) {
    this.#server = server;
    this.#terminal = terminal;
    this.#fallback = fallback;
    this.#open = open;
    this.#trustsServer = !reviewsSampling;
  }

  async elicit(form: ElicitRequestFormParams, signal: AbortSignal): Promise<ElicitResult> {
    return await this.#runDialog("form", (dialog) => fillInForm(form, this.#server, dialog), signal) ?? UNDECIDED;
  }

  async visit(page: ElicitRequestURLParams, signal: AbortSignal): Promise<ElicitResult> {
    const ask = (dialog: Dialog) => askToOpenPage(page, this.#server, dialog, this.#open);
    return await this.#runDialog("page", ask, signal) ?? UNDECIDED;
  }

  async finish(page: RequiredPage, signal: AbortSignal): Promise<boolean | null> {
    const ask = (dialog: Dialog) => askIfFinished(page, this.#server, dialog);
    return await this.#runDialog("end of a page", ask, signal);
  }

  /** @throws {ProtocolError} If the person refuses. */
  async sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    if (this.#trustsServer) return await this.#fallback.sample(conversation, signal);
    const review = (dialog: Dialog) => reviewRequest(conversation, this.#server, dialog);
    const request = await this.#runDialog("sampling", review, signal);
    if (request?.to === "person") return toSamplingResult(request.text);
    if (request?.to !== "model") throw createRejection();
    this.#trustsServer ||= request.always;
    const result = await this.#fallback.sample(request.conversation, signal);
    return request.always ? result : await this.#review(result, signal);
  }

  roots(): Promise<Root[]> {
    return this.#fallback.roots();
  }

  async #review(result: CreateMessageResult, signal: AbortSignal): Promise<CreateMessageResult> {
    const review = (dialog: Dialog) => reviewResult(result, this.#server, dialog);
    const reviewed = await this.#runDialog("sampling answer", review, signal);
    if (reviewed === null) throw createRejection();
    return reviewed;
  }

  /** @returns Null if the dialog was interrupted before the person decided. */
  async #runDialog<Result>(
    subject: string,
    run: (dialog: Dialog) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result | null> {
    try {
      return await this.#terminal.runDialog(`${subject} of ${this.#server}`, run, signal);
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
  return new ProtocolError(REJECTED_BY_USER, "User rejected sampling request");
}
