/** The interface between the desk and the place that shows it: a browser, or a host of MCP Apps. */

import type { ReadonlySignal } from "@preact/signals";
import type { Failure } from "../../base/failures/failure.ts";

/** The bridge to a desk. Views do not know which one they have. */
export interface Bridge {
  readonly can: Abilities;
  /** The surroundings, which may change at any time. */
  readonly context: ReadonlySignal<Surroundings>;
  /**
   * Calls a tool. A question of the server to the person is answered by {@linkcode BridgeOptions.ask}, or by the host.
   *
   * @param onProgress Called while the tool works, if the tool and the place report that.
   * @returns The structured content of the result.
   * @throws {ToolError} If the tool refuses.
   * @throws {BridgeError} If the tool was not reached, or its response was lost.
   */
  call<Result = Record<string, unknown>>(
    tool: string,
    input?: Record<string, unknown>,
    onProgress?: OnProgress,
  ): Promise<Result>;
  /**
   * Lists the names of the tools that the person may use.
   *
   * @returns Null if the place does not tell.
   * @throws {BridgeError}
   */
  listTools(): Promise<readonly string[] | null>;
  /**
   * Reads a resource.
   *
   * @throws {BridgeError} If it cannot be read.
   */
  read(uri: string): Promise<ResourceText>;
  /**
   * Calls `listener` after changes of the resources. May call it without a change, and for several changes once.
   *
   * @returns A function that ends this.
   */
  follow(uris: readonly string[], listener: () => void): () => void;
  /**
   * Saves a file on the person's computer.
   *
   * @throws {BridgeError} If the place refuses.
   */
  saveFile(file: { name: string; uri: string; content: ResourceText }): Promise<void>;
  /** Opens a web page outside the desk. */
  openLink(url: string): void;
  /** Requests more or less room. The mode in force is in `context`. */
  setDisplayMode(mode: DisplayMode): Promise<void>;
  /** Writes into the conversation with the model, as the person. */
  sendMessage(text: string): Promise<void>;
}

/** The abilities of the place. Views leave out what does not work. */
export interface Abilities {
  /** Changes are reported as they happen. Otherwise `follow` looks from time to time. */
  readonly live: boolean;
  /** There is a conversation to write into. */
  readonly message: boolean;
  /** The browser's storage and clipboard work. */
  readonly storage: boolean;
  /** Files can be saved. */
  readonly saveFile: boolean;
  readonly displayModes: readonly DisplayMode[];
}

/** Takes the part of the work that is done. */
export type OnProgress = (done: number) => void;

export type DisplayMode = "inline" | "fullscreen" | "pip";

/** The surroundings of the page. */
export interface Surroundings {
  readonly theme: "light" | "dark";
  /** A language tag, such as `de-DE`. */
  readonly locale: string;
  readonly displayMode: DisplayMode;
  /** In CSS pixels, if the place limits it. */
  readonly maxHeight?: number;
  /** The place that the page shows first, such as `#/ticket/42`. In a host it follows from the tool that opened the page. */
  readonly start?: string;
  /** False while the server cannot be reached. */
  readonly online: boolean;
}

export interface ResourceText {
  mimeType: string;
  /** Text, or base64 if `isBinary`. */
  text: string;
  isBinary: boolean;
}

/** A question of the server to the person (MCP, client/elicitation). */
export interface Question {
  message: string;
  /** A flat JSON schema. */
  requestedSchema: { properties?: Record<string, QuestionField>; required?: readonly string[] };
}

export interface QuestionField {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: readonly string[];
  oneOf?: readonly { const: string; title: string }[];
}

export type Answer = { action: "accept"; content: Record<string, unknown> } | { action: "decline" | "cancel" };

/** A call of a tool. */
export interface Call {
  tool: string;
  input: Readonly<Record<string, unknown>>;
}

export interface BridgeOptions {
  /**
   * Shows a question of the server, and returns the person's answer.
   *
   * @param call The call during which the server asks.
   */
  ask(question: Question, call: Call): Promise<Answer>;
}

/** A tool refused. The message is for models, in English. */
export class ToolError extends Error {
  override name = "ToolError";
  /** @param failure Undefined if the server, or a host between it and the page, does not tell. */
  constructor(message: string, readonly failure?: Failure) {
    super(message);
  }
}

/**
 * The reason why a call did not reach its tool. `body`: the call is too large; `offline`: no connection; `token`: the token is missing, unknown or expired;
 * `scope`: the token may only read; `busy`: too many requests, or the server is stopping; `failed`: anything else.
 */
export type BridgeFailure = "offline" | "token" | "scope" | "busy" | "body" | "failed";

/** A call did not reach its tool, or its response was lost. A write may have been carried out. */
export class BridgeError extends Error {
  override name = "BridgeError";
  constructor(readonly failure: BridgeFailure, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
