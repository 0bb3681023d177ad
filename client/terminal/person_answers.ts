import {
  type CreateMessageRequestParams,
  type CreateMessageResult,
  type ElicitRequestFormParams,
  type ElicitRequestURLParams,
  type ElicitResult,
  ProtocolError,
  type Root,
} from "@modelcontextprotocol/client";
import type { Answers } from "../answers.ts";
import type { RequiredPage } from "../page_required.ts";
import { askToOpen, type OpenPage } from "./ask_to_open.ts";
import { askWhetherFinished } from "./ask_whether_finished.ts";
import { fillIn } from "./form/fill_in.ts";
import { openPage } from "./open_page.ts";
import { Interrupted, type Prompts, type Terminal } from "./prompts.ts";
import { reviewAnswer, reviewRequest } from "./review_sampling.ts";

const UNDECIDED: ElicitResult = { action: "cancel" };
/** What MCP gives as the code of a refusal by a person (client/sampling, "Error handling"). */
const REFUSED_BY_PERSON = -1;

export interface PersonAnswersOptions {
  /** The name of the server that asks, as people know it. */
  server: string;
  terminal: Terminal;
  /** Who stands behind the person: answers what they pass on, and has the folders. */
  behind: Pick<Answers, "sample" | "roots">;
  /** Whether what servers ask of the model is shown, before and after; left out, it goes unseen. */
  reviewsSampling?: boolean;
  open?: OpenPage;
}

/** Has a person answer what one server asks: fill in its forms, open its pages, look at what it wants of the model. */
export class PersonAnswers implements Answers {
  readonly #server: string;
  readonly #terminal: Terminal;
  readonly #behind: PersonAnswersOptions["behind"];
  readonly #open: OpenPage;
  #alwaysSends: boolean;

  constructor({ server, terminal, behind, reviewsSampling = false, open = openPage }: PersonAnswersOptions) {
    this.#server = server;
    this.#terminal = terminal;
    this.#behind = behind;
    this.#open = open;
    this.#alwaysSends = !reviewsSampling;
  }

  async elicit(form: ElicitRequestFormParams, signal: AbortSignal): Promise<ElicitResult> {
    return await this.#converse("form", (prompts) => fillIn(form, this.#server, prompts), signal) ?? UNDECIDED;
  }

  async visit(page: ElicitRequestURLParams, signal: AbortSignal): Promise<ElicitResult> {
    const ask = (prompts: Prompts) => askToOpen(page, this.#server, prompts, this.#open);
    return await this.#converse("page", ask, signal) ?? UNDECIDED;
  }

  async finish(page: RequiredPage, signal: AbortSignal): Promise<boolean | null> {
    const ask = (prompts: Prompts) => askWhetherFinished(page, this.#server, prompts);
    return await this.#converse("end of a page", ask, signal);
  }

  /** @throws {ProtocolError} When the person refuses. */
  async sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    if (this.#alwaysSends) return await this.#behind.sample(conversation, signal);
    const review = (prompts: Prompts) => reviewRequest(conversation, this.#server, prompts);
    const request = await this.#converse("sampling", review, signal);
    if (request?.to === "person") return writtenByPerson(request.text);
    if (request?.to !== "model") throw refusal();
    this.#alwaysSends ||= request.always;
    const result = await this.#behind.sample(request.conversation, signal);
    return request.always ? result : await this.#reviewed(result, signal);
  }

  roots(): Promise<Root[]> {
    return this.#behind.roots();
  }

  async #reviewed(result: CreateMessageResult, signal: AbortSignal): Promise<CreateMessageResult> {
    const review = (prompts: Prompts) => reviewAnswer(result, this.#server, prompts);
    const reviewed = await this.#converse("sampling answer", review, signal);
    if (reviewed === null) throw refusal();
    return reviewed;
  }

  /** Null when the conversation ends before its time: the person has decided nothing. */
  async #converse<Result>(
    about: string,
    conversation: (prompts: Prompts) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result | null> {
    try {
      return await this.#terminal.converse(`${about} of ${this.#server}`, conversation, signal);
    } catch (error) {
      if (error instanceof Interrupted) return null;
      throw error;
    }
  }
}

function writtenByPerson(text: string): CreateMessageResult {
  return { role: "assistant", content: { type: "text", text }, model: "person", stopReason: "endTurn" };
}

function refusal(): ProtocolError {
  return new ProtocolError(REFUSED_BY_PERSON, "The person refused this sampling request.");
}
