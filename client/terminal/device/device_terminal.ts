import { ClackDialog, type Dialog, InterruptedError, type Terminal } from "../dialog/mod.ts";
import type { Device } from "./device.ts";
import { Keyboard } from "./keyboard.ts";
import { ScreenOutput } from "./screen_output.ts";

/** Something that is drawn again and again on the terminal where questions are asked. */
export interface Animation {
  /** Takes itself off the screen, and draws nothing until it is resumed. */
  pause(): void;
  resume(): void;
}

/** The terminal of this program. */
export class DeviceTerminal implements Terminal {
  readonly #keyboard: Keyboard;
  readonly #output: ScreenOutput;
  readonly #over: AbortSignal;
  readonly #animation: Animation | undefined;
  #lastTurn = Promise.resolve();

  /**
   * @param stopping Aborted when no more questions are to be answered.
   * @param animation What else is drawn on it.
   */
  constructor(device: Device, stopping: AbortSignal, animation?: Animation) {
    this.#keyboard = new Keyboard(device);
    this.#output = new ScreenOutput(device);
    this.#over = AbortSignal.any([stopping, this.#keyboard.gone]);
    this.#animation = animation;
  }

  async runDialog<Result>(
    _topic: string,
    conversation: (prompts: Dialog) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const earlier = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await earlier;
    try {
      return await this.#takeTurn(conversation, signal);
    } finally {
      resolve();
    }
  }

  async #takeTurn<Result>(
    conversation: (prompts: Dialog) => Promise<Result>,
    takenBack: AbortSignal = new AbortController().signal,
  ): Promise<Result> {
    const signal = AbortSignal.any([this.#over, takenBack]);
    if (signal.aborted) throw new InterruptedError();
    const prompts = await ClackDialog.open({ keys: () => this.#keyboard.keys(), output: this.#output, signal });
    this.#animation?.pause();
    await this.#keyboard.open();
    try {
      return await conversation(prompts);
    } finally {
      if (takenBack.aborted) prompts.show("Nobody waits for this answer any longer", "");
      this.#keyboard.close();
      this.#animation?.resume();
    }
  }
}
