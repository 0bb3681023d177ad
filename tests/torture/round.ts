/** One round: a new desk, hosts that write to it, a fault, and the comparison of the desk with what was acknowledged. */

import assert from "node:assert/strict";
import type { Random } from "../create_random.ts";
import { type ProgramResult, runProgram, type StartOptions } from "../end_to_end/program.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";
import { type Change, type Differences, findDifferences, Ledger } from "./ledger.ts";
import { Writer, type WriterOptions } from "./writer.ts";

/** Something that happens to a desk. */
export interface Fault {
  name: string;
  /** Returns the reason if it cannot be tried on this machine. */
  findObstacle?(): string | undefined | Promise<string | undefined>;
  /** Lets hosts write, and strikes. When it returns, no server runs. */
  run(round: Round): Promise<void>;
  /** Compares the desk afterwards, in place of {@linkcode Round.verify}. */
  verify?(round: Round): Promise<RoundResult>;
}

/** The result of a round. */
export interface RoundResult {
  acknowledged: number;
  /** Answered with an error, or not at all. */
  unacknowledged: number;
}

const NONE: Differences = { lost: [], repeated: [] };

/** The desk and the hosts of a fault. */
export class Round implements AsyncDisposable {
  readonly ledger = new Ledger();
  /** The store's location, which a fault may replace. */
  db: string;
  /** The environment of every program of the round. */
  env: Record<string, string> = {};
  readonly #writers: Writer[] = [];
  readonly #resources = new AsyncDisposableStack();

  private constructor(readonly folder: TemporaryFolder, readonly random: Random) {
    this.db = folder.file("desk.db");
  }

  static async create(random: Random): Promise<Round> {
    return new Round(await TemporaryFolder.create(), random);
  }

  /** Starts a host that writes. */
  startWriter(options: Partial<WriterOptions> = {}): Writer {
    const { ledger, random, env } = this;
    const writer = new Writer(this.db, { name: `w${this.#writers.length + 1}`, ledger, random, env, ...options });
    this.#writers.push(writer);
    return writer;
  }

  /** Disposes of a resource at the end of the round: the comparison may need it. */
  defer<Resource extends AsyncDisposable>(resource: Resource): Resource {
    return this.#resources.use(resource);
  }

  /** A number of changes after which to strike. */
  chooseMoment(): number {
    return 5 + this.random(60);
  }

  run(args: readonly string[], options: StartOptions = {}): Promise<ProgramResult> {
    return runProgram(args, { env: this.env, ...options });
  }

  /**
   * Compares the desk with the ledger, asks again for everything that has no acknowledgement, as hosts do, and compares
   * again. The desk must have no damage.
   */
  async verify(): Promise<RoundResult> {
    assert.deepEqual(await this.findDifferences(), NONE);
    const { acknowledged, unacknowledged } = this.count();
    await this.#askAgain([...this.ledger.list("open"), ...this.ledger.list("refused")]);
    assert.deepEqual(await this.findDifferences(), NONE);
    const check = await this.run(["check", "--db", this.db]);
    assert.equal(check.code, 0, `check finds damage:\n${check.stdout}${check.stderr}`);
    return { acknowledged, unacknowledged };
  }

  count(): RoundResult {
    const { ledger } = this;
    return {
      acknowledged: ledger.count("acknowledged"),
      unacknowledged: ledger.count("open") + ledger.count("refused"),
    };
  }

  /** Also kills the servers of a fault that was not over in time. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer[Symbol.asyncDispose]()));
    await this.#resources.disposeAsync();
    await this.folder[Symbol.asyncDispose]();
  }

  /** Compares the desk with the ledger. */
  async findDifferences(): Promise<Differences> {
    const { code, stdout, stderr } = await this.run(["export", "--quiet", "--db", this.db]);
    assert.equal(code, 0, `export fails: ${stderr}`);
    return findDifferences(stdout, this.ledger);
  }

  async #askAgain(changes: Change[]): Promise<void> {
    await using writer = this.startWriter({ changes });
    await writer.finish();
    await writer.hangUp();
    await writer.waitForEnd();
    const left = this.ledger.list("open").map(({ mark }) => mark);
    assert.deepEqual(left, [], `asked again, these get no response: ${writer.errors}`);
  }
}
