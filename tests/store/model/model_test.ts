/**
 * A desk beside a model of it in plain memory. Runs more with `MODEL_RUNS`, such as
 * `MODEL_RUNS=2000 deno test -A tests/store/model`.
 */

import assert from "node:assert/strict";
import { checkStore } from "../../../store/kv/check/mod.ts";
import { type Desk, openDesk } from "../../../store/mod.ts";
import fc from "../../fast_check.ts";
import { START } from "../open_test_desk.ts";
import { type Command, command, EMAILS, type LongCommand, longCommand, perform, TAGS, WORDS } from "./commands.ts";
import { DeskModel } from "./desk_model.ts";
import { linearize } from "./linearize.ts";
import { adoptRevisions, findInModel, readDesk, readModel } from "./read_desk.ts";

const RUNS = Number(Deno.env.get("MODEL_RUNS") ?? 8);
const OPTIONS = { maxCommands: 40, size: "max" } as const;
const WRITERS = 2;

/** Several writers with the same store. */
class Desks implements AsyncDisposable {
  #open: Desk[] = [];

  private constructor(private readonly folder: string) {}

  static async create(): Promise<Desks> {
    const desks = new Desks(await Deno.makeTempDir());
    await desks.open();
    return desks;
  }

  get path(): string {
    return `${this.folder}/desk.db`;
  }

  get(writer: number): Desk {
    return this.#open[writer]!;
  }

  async open(): Promise<void> {
    for (let writer = 0; writer < WRITERS; writer++) {
      this.#open.push(await openDesk(this.path, { now: () => Date.parse(START) }));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((desk) => desk.close()));
    this.#open = [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** The model is replaced by a command that several writers perform at once. */
interface State {
  desk: DeskModel;
}

type DeskCommand = fc.AsyncCommand<State, Desks>;

function create(name: string, run: (state: State, desks: Desks) => Promise<void>): DeskCommand {
  return { check: () => true, run, toString: () => name };
}

const writer = fc.nat(WRITERS - 1);

const single = fc.tuple(fc.oneof({ weight: 6, arbitrary: command }, longCommand), writer).map((
  [command, writer]: [Command | LongCommand, number],
) =>
  create(fc.stringify(command), async (state, desks) => {
    const outcome = await perform(desks.get(writer), command);
    assert.deepEqual(outcome, state.desk.apply(command, outcome), fc.stringify(command));
    const real = await readDesk(desks.get(writer));
    if (command.do === "erase" && outcome !== null && "id" in outcome) {
      adoptRevisions(state.desk, real, command.email);
    }
    assert.deepEqual(real, readModel(state.desk), fc.stringify(command));
  })
);

const together = fc.array(fc.tuple(command, writer), { minLength: 2, maxLength: 4 }).map((group) =>
  create(`together ${fc.stringify(group)}`, async (state, desks) => {
    const outcomes = await Promise.all(group.map(([command, writer]) => perform(desks.get(writer), command)));
    state.desk = linearize(state.desk, group.map(([command]) => command), outcomes, await readDesk(desks.get(0)));
  })
);

const queries = [...EMAILS.map((email) => `customer:${email}`), ...TAGS.map((tag) => `tag:${tag}`), ...WORDS];
const search = fc.tuple(fc.constantFrom("status:open", "status:closed", "status:pending", ...queries), writer).map((
  [query, writer],
) =>
  create(`search ${query}`, async ({ desk }, desks) => {
    const { items } = await desks.get(writer).tickets.search(query, { limit: 100 });
    const found = items.map(({ id }) => id).sort();
    const wanted = findInModel(desk, query);
    // Words are also in what merges and closings write.
    if (query.includes(":")) assert.deepEqual(found, wanted, query);
    else assert.deepEqual(wanted.filter((id) => !found.includes(id)), [], query);
  })
);

const reopen = fc.constant(create("open the store again", async ({ desk }, desks) => {
  await desks.close();
  await desks.open();
  assert.deepEqual(await readDesk(desks.get(0)), readModel(desk));
}));

/** The tickets that a desk starts with, so that most commands have one. */
const FIRST: readonly Command[] = WORDS.flatMap((subject, index) =>
  [TAGS[index]!, TAGS[0]].map((tag, other): Command => ({
    do: "create",
    subject,
    customer: EMAILS[(index + other) % EMAILS.length]!,
    tags: [tag],
    priority: "medium",
  }))
);

async function run(commands: Iterable<DeskCommand>): Promise<void> {
  await using desks = await Desks.create();
  const desk = new DeskModel();
  for (const command of FIRST) assert.deepEqual(await perform(desks.get(0), command), desk.apply(command, null));
  await fc.asyncModelRun(() => ({ model: { desk }, real: desks }), commands);
  await desks.close();
  assert.deepEqual((await checkStore({ kind: "file", path: desks.path })).findings, []);
}

Deno.test("a desk does what a model in memory does, command by command", async () => {
  const commands = fc.commands([single, single, single, search, reopen], OPTIONS);
  await fc.assert(fc.asyncProperty(commands, run), { numRuns: RUNS });
});

Deno.test("commands of several writers have the outcome of some order of them", async () => {
  const commands = fc.commands([single, together, together, search, reopen], OPTIONS);
  await fc.assert(fc.asyncProperty(commands, run), { numRuns: RUNS });
});
