/** The state of the page around the desk: what is open above it. Views share it through a context. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import {
  type Answer,
  type Bridge,
  BridgeError,
  type Call,
  type Question,
  type ResourceText,
} from "../bridges/bridge.ts";
import type { Desk, Notices, Places, Route, TicketRow, UnsavedChange } from "../desk/mod.ts";
import type { Later } from "../later/mod.ts";
import type { FirstWords, Words } from "../words/mod.ts";
import type { ChooserRequest } from "./chooser.tsx";
import type { FormRequest } from "./form.ts";
import { type PageState, usePage } from "./page.ts";

/** Signing in, where the place has tokens. */
export interface Access {
  /** False on a server that lets everyone on this machine in. */
  isSignedIn(): boolean;
  /** Settles when the server has answered. */
  signIn(token: string, isKept: boolean): Promise<void>;
  signOut(): void;
  /** Loads the page again. */
  reload(): void;
  /** Logging in with an account, where people have one. */
  logIn: {
    isOffered(): Promise<boolean>;
    /** Leaves the page. @throws {Error} */
    start(): Promise<void>;
    /** The reason why the last login failed. */
    problem: Signal<string>;
  };
}

/** A question of the server that waits for the person. */
export interface PendingQuestion {
  question: Question;
  call: Call;
  answer(answer: Answer): void;
}

/** A file that is open in a dialog. */
export interface ShownFile {
  name: string;
  uri: string;
  content: ResourceText;
}

/** The second part of the page: everything besides the frame and the queue. */
export interface SecondPart {
  Places: new (bridge: Bridge, notices: Notices, refresh: () => void) => Places;
  /** Missing in hosts, which have no tokens. */
  SignIn?(): VNode;
  /** Every place but the queue. */
  Place(props: { route: Route }): VNode | null;
  /** Everything modal. */
  Dialogs(): VNode | null;
  /** The actions on the selected tickets. */
  BulkBar(): VNode | null;
  /** Says that records of a list are damaged. */
  Damage(props: { damaged: readonly string[] }): VNode | null;
  /** The reasons why the list is empty. */
  EmptyReasons(): VNode;
  /** The actions in a row of the list. */
  RowActions(props: { row: TicketRow; isFocused: boolean }): VNode | null;
  /** Words a failure for people. */
  explainError(error: unknown, words: Words): { text: string };
  explainUnsaved(change: UnsavedChange, error: unknown, words: Words): string;
  openPalette(ui: Ui): void;
  askToCreate(ui: Ui): void;
  /** Adds a key to the draft if the composer is about to get the focus. Returns true if no one else should see it. */
  takeEarlyKey(ui: Ui, key: string): boolean;
  /** Types keys that were pressed before, and removes them from the list. */
  typeKeys(keys: string[]): Promise<void>;
  /** Runs the key of an action on the selected tickets. */
  runOnSelected(ui: Ui, key: string): void;
  /** Runs the key of an action on a ticket. It may end before what it opens is there. */
  runTicketKey(ui: Ui, key: string, row: TicketRow): void | Promise<void>;
}

/** The name under which the choice of keys is kept. */
const KEYS = "keys";

/** Everything that is not the desk's own state. */
export class Ui implements PageState {
  readonly chooser = signal<ChooserRequest | null>(null);
  readonly form = signal<FormRequest | null>(null);
  readonly file = signal<ShownFile | null>(null);
  readonly showsKeys = signal(false);
  /** On a narrow screen. The menu covers the place, and closes when the person goes to another one. */
  readonly showsMenu = signal(false);
  readonly question = signal<PendingQuestion | null>(null);
  /** The keys that a person types while an action waits for the second part. Null while none waits. */
  earlyKeys: string[] | null = null;
  /** The id of the ticket whose composer should get the focus. Null once it has it. */
  readonly composerFor = signal<string | null>(null);

  readonly desk: Desk;
  readonly words: ReadonlySignal<Words>;
  /** A language tag. */
  readonly locale: ReadonlySignal<string>;
  readonly second: Later<SecondPart>;
  readonly access: Access | undefined;

  constructor(
    desk: Desk,
    words: ReadonlySignal<Words>,
    locale: ReadonlySignal<string>,
    second: Later<SecondPart>,
    access?: Access,
  ) {
    this.desk = desk;
    this.words = words;
    this.locale = locale;
    this.second = second;
    this.access = access;
    desk.route.subscribe(() => this.showsMenu.value = false);
  }

  get now(): ReadonlySignal<number> {
    return this.desk.now;
  }

  /** Runs an action of the second part. The keys that are typed until it is done are meant for what it opens. */
  run(action: (part: SecondPart) => unknown): void {
    const retry = () => this.run(action);
    const fail = () => this.desk.notices.fail(this.words.value.states.later.title, retry);
    if (this.earlyKeys !== null) return void this.second.use(action, fail);
    const keys: string[] = this.earlyKeys = [];
    const runAndType = async (part: SecondPart) => {
      await action(part);
      await part.typeKeys(keys);
    };
    void this.second.use(runAndType, fail).finally(() => this.earlyKeys = null);
  }

  /** Keys without Ctrl. The person can turn them off (WCAG 2.2, 2.1.4), which is kept as the texts of a form are. */
  get hasSingleKeys(): boolean {
    return this.desk.drafts.getForm(KEYS)?.single !== "off";
  }

  setSingleKeys(isOn: boolean): void {
    this.desk.drafts.setForm(KEYS, isOn ? null : { single: "off" });
  }

  /** Adds the key of an action to its name, unless single keys are off. */
  addKey(label: string, key: string): string {
    return this.hasSingleKeys ? `${label} (${key})` : label;
  }

  /** Returns true while something modal is open. */
  get isCovered(): boolean {
    return this.chooser.value !== null || this.form.value !== null || this.file.value !== null ||
      this.showsKeys.value ||
      this.question.value !== null || this.desk.writes.conflict.value !== null;
  }

  /** Asks the person a question of the server. */
  ask(question: Question, call: Call): Promise<Answer> {
    return new Promise((resolve) => {
      this.question.value = {
        ...{ question, call },
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
export function useDesk(): { ui: Ui; desk: Desk } & ReturnType<typeof usePage> {
  const ui = useUi();
  return { ui, desk: ui.desk, ...usePage() };
}

/** Returns a function that words a failure for people: that of the second part, and a simple one before it is there. */
export function useExplanation(): (error: unknown, change?: UnsavedChange) => string {
  const { ui: { second }, words } = useDesk();
  const { value: part } = second.part;
  return (error, change) => {
    if (part !== null && change !== undefined) return part.explainUnsaved(change, error, words);
    if (part !== null) return part.explainError(error, words).text;
    if (error instanceof BridgeError && error.failure === "offline") return words.states.later.offline;
    return error instanceof Error ? error.message : String(error);
  };
}

/** {@linkcode useDesk} for the first part of the page, which runs before the second one brings the rest of the words. */
export const useFirstPart: () => Omit<ReturnType<typeof useDesk>, "words"> & { words: FirstWords } = useDesk;
