import { ClackDialog, type Dialog, InterruptedError, type Terminal } from "../dialog/mod.ts";
import type { Device } from "./device.ts";
import { Keyboard } from "./keyboard.ts";
import { ScreenOutput } from "./screen_output.ts";

/** An animation on the terminal that dialogs use. */
export interface Animation {
  /** Clears the animation, and draws nothing until `resume()`. */
  pause(): void;
  resume(): void;
}

/** A terminal on a device, with dialogs drawn by `@clack/prompts`. */
export class DeviceTerminal implements Terminal {
  readonly #keyboard: Keyboard;
  readonly #output: ScreenOutput;
  readonly #ended: AbortSignal;
  readonly #animation: Animation | undefined;
  #lastDialog = Promise.resolve();

  /**
   * @param stopping Aborted to end all dialogs.
   * @param animation Paused during dialogs.
   */
  constructor(device: Device, stopping: AbortSignal, animation?: Animation) {
    this.#keyboard = new Keyboard(device);
    this.#output = new ScreenOutput(device);
    this.#ended = AbortSignal.any([stopping, this.#keyboard.closed]);
    this.#animation = animation;
  }

  async runDialog<Result>(
    _topic: string,
    run: (dialog: Dialog) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const previous = this.#lastDialog;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastDialog = promise;
    await previous;
    try {
      return await this.#runNow(run, signal);
    } finally {
      resolve();
    }
  }

  async #runNow<Result>(
    run: (dialog: Dialog) => Promise<Result>,
    withdrawn: AbortSignal = new AbortController().signal,
  ): Promise<Result> {
    const signal = AbortSignal.any([this.#ended, withdrawn]);
    if (signal.aborted) throw new InterruptedError();
    const dialog = await ClackDialog.open({ keys: () => this.#keyboard.keys(), output: this.#output, signal });
    this.#animation?.pause();
    await this.#keyboard.open();
    try {
      return await run(dialog);
    } finally {
      if (withdrawn.aborted) dialog.show("This question was withdrawn", "");
      this.#keyboard.close();
      this.#animation?.resume();
    }
  }
}
