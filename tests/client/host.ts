import { ArticleScreen } from "../../client/article_screen.ts";
import type { Host } from "../../client/connection.ts";
import { delay } from "../../client/delay.ts";
import type { Surroundings } from "../../client/lasting_connection.ts";
import { SimulatedAnswers } from "../../client/simulated_answers.ts";

/** A screen that keeps what is printed on it. */
export class KeptScreen extends ArticleScreen {
  readonly #kept: string[];

  constructor() {
    const kept: string[] = [];
    super((text) => kept.push(text + "\n"));
    this.#kept = kept;
  }

  get text(): string {
    return this.#kept.join("");
  }
}

/** A host with simulated answers. */
export function hostWith(screen: KeptScreen, settings: Partial<Host> = {}): Host {
  return {
    name: "test-host",
    version: "1.0.0",
    protocol: "handshake",
    answers: new SimulatedAnswers(screen, [{ uri: "file:///desk" }]),
    ...settings,
  };
}

/** Nobody ends the program, or hears what it says beside its work. */
export function surroundings(settings: Partial<Surroundings> = {}): Surroundings {
  return { hurry: new AbortController().signal, pause: delay, remark() {}, ...settings };
}
