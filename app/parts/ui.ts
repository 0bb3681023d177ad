/** The state of the page around the desk: what is open above it. Views share it through a context. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Answer, Question, ResourceText } from "../bridges/bridge.ts";
import type { Desk } from "../desk/mod.ts";
import type { Words } from "../words/mod.ts";
import type { ChooserRequest } from "./chooser.tsx";
import type { FormRequest } from "./form.ts";

/** Signing in, where the place has tokens. */
export interface Access {
  /** False on a server that lets everyone on this machine in. */
  isSignedIn(): boolean;
  /** Settles when the server has answered. */
  signIn(token: string, isKept: boolean): Promise<void>;
  signOut(): void;
  /** Logging in with an account, where people have one. */
  logIn: {
    isOffered(): Promise<boolean>;
    /** Leaves the page. @throws {Error} */
    start(): Promise<void>;
    /** The reason why the last log-in failed. */
    problem: Signal<string>;
  };
}

/** A question of the server that waits for the person. */
export interface PendingQuestion {
  question: Question;
  answer(answer: Answer): void;
}

/** A file that is open in a dialog. */
export interface ShownFile {
  name: string;
  uri: string;
  content: ResourceText;
}

/** Everything that is not the desk's own state. */
export class Ui {
  readonly chooser = signal<ChooserRequest | null>(null);
  readonly form = signal<FormRequest | null>(null);
  readonly file = signal<ShownFile | null>(null);
  readonly showsKeys = signal(false);
  readonly showsMenu = signal(false);
  readonly question = signal<PendingQuestion | null>(null);
  /** Changes when the composer should get the focus. */
  readonly composerCalls = signal(0);

  constructor(
    readonly desk: Desk,
    readonly words: ReadonlySignal<Words>,
    /** A language tag. */
    readonly locale: ReadonlySignal<string>,
    readonly access?: Access,
  ) {}

  /** Returns true while something modal is open. */
  get isCovered(): boolean {
    return this.chooser.value !== null || this.form.value !== null || this.file.value !== null ||
      this.showsKeys.value ||
      this.question.value !== null || this.desk.writes.conflict.value !== null;
  }

  /** Asks the person a question of the server. */
  ask(question: Question): Promise<Answer> {
    return new Promise((resolve) => {
      this.question.value = {
        question,
        answer: (answer) => {
          this.question.value = null;
          resolve(answer);
        },
      };
    });
  }
}

export const UiContext = createContext<Ui | null>(null);

export function useUi(): Ui {
  return useContext(UiContext)!;
}

/** The desk, and the words in the person's language. */
export function useDesk(): { ui: Ui; desk: Desk; words: Words; locale: string } {
  const ui = useUi();
  return { ui, desk: ui.desk, words: ui.words.value, locale: ui.locale.value };
}
