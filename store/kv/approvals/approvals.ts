import type {
  Approval,
  ApprovalAnswer,
  ApprovalDecision,
  ApprovalFilter,
  Approvals,
  ApprovalState,
  ChangeRequest,
  FrozenChange,
  WriteDocument,
  WrittenDocument,
} from "../../approval.ts";
import type { ChangeContext, Page, PageRequest } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import {
  createApproval,
  decideApproval,
  expireApproval,
  formatApprovalId,
  parseApprovalId,
  parseFrozenChange,
  requireNotDecided,
  toApprovalRecord,
} from "../../rules/approvals/mod.ts";
import { DESK_ACTOR } from "../../rules/tickets/mod.ts";
import { decodeCursor, encodeCursor, parsePageLimit } from "../../rules/values/mod.ts";
import { hashJson, hasResult, type Store, type Transaction } from "../commit/mod.ts";
import { type DamageList, listSound, withDamage } from "../forms/mod.ts";
import type { Key, KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { getSettings } from "../settings/mod.ts";
import {
  carryOut,
  finishChange,
  getChangeOptions,
  type LongChanges,
  RejectedChangeError,
  stageRefusal,
  writeDocument,
} from "./carry_out.ts";
import {
  addPending,
  findPending,
  listPending,
  makeRoom,
  readPending,
  removePending,
  requireRoom,
  toPendingKey,
} from "./pending_list.ts";
import { expireIfStale, noteUnfinished, type Present } from "./staleness.ts";
import { readApproval, requireApproval, stageApproval, type StoredApproval, toApproval } from "./stored_approval.ts";
import { addCall, findWaiting, identifyRequest, joinApproval, listUsedKeys, stageResults } from "./waiting_calls.ts";

/** The time that answers are kept: longer than a question can be answered. In milliseconds. */
const ANSWER_RETENTION = 24 * 60 * 60 * 1000;

const LIST = "approvals";

/** {@linkcode Approvals} on the key-value store. */
export class KvApprovals implements Approvals {
  readonly #store: Store;
  readonly #long: LongChanges;
  readonly location: string | null;

  constructor(store: Store, location: string | null, long: LongChanges) {
    this.#store = store;
    this.#long = long;
    this.location = location;
  }

  async check(change: FrozenChange): Promise<void> {
    const frozen = parseFrozenChange(change);
    const passed = new Error("The change is possible");
    const rule = async (transaction: Transaction) => {
      await carryOut(this.#store, this.#long, transaction, frozen, { by: DESK_ACTOR });
      throw passed; // a rule that throws stages nothing
    };
    await this.#store.commits.commit(rule, getChangeOptions(this.#long, frozen)).catch((error) => {
      if (error !== passed) throw error instanceof RejectedChangeError ? error.cause : error;
    });
  }

  async isCarriedOut(request: Pick<ChangeRequest, "change" | "input">, context: ChangeContext): Promise<boolean> {
    const call = await identifyRequest({ ...request, change: parseFrozenChange(request.change) }, context);
    return call !== null && await hasResult(this.#store, call);
  }

  async request(
    { change, question, input }: ChangeRequest,
    context: ChangeContext,
  ): Promise<{ approval: Approval; isNew: boolean }> {
    const { by } = context;
    const frozen = parseFrozenChange(change);
    const call = await identifyRequest({ change: frozen, ...input && { input } }, context);
    const [list, fingerprint] = [await toPendingKey(by), await hashJson(frozen)];
    const present = toPresent(this.#store.kv, this.#long);
    const waiting = await findWaiting(this.#store, present, await listPending(this.#store.kv, list), call, context);
    return await this.#store.commits.commit(async (transaction) => {
      const pending = await makeRoom(this.#store.kv, present, await readPending(transaction, list));
      const known = pending.find(({ number }) => number === waiting) ??
        pending.find((entry) => entry.fingerprint === fingerprint);
      if (known !== undefined) {
        return { approval: await joinApproval(transaction, known.number, call), isNew: false };
      }
      requireRoom(pending);
      const number = await transaction.get<number>(keys.nextApproval) ?? 1;
      const { approval_days: days } = await getSettings(transaction);
      const approval = createApproval(number, { change: frozen, question }, by, transaction.now, days);
      transaction.set(keys.nextApproval, number + 1);
      stageApproval(transaction, addCall(approval, call));
      addPending(transaction, list, pending, approval, fingerprint);
      return { approval, isNew: true };
    }, { reads: [list, keys.nextApproval, keys.settings] });
  }

  async expire(change: FrozenChange, reason: string, { by }: Pick<ChangeContext, "by">): Promise<void> {
    const number = await findPending(this.#store.kv, await toPendingKey(by), await hashJson(parseFrozenChange(change)));
    if (number === null) return;
    await this.#decide(formatApprovalId(number), "expired", reason, null, changeNothing).catch((error) => {
      if (!(error instanceof DeskError) || error.code !== "wrong_state") throw error; // someone has decided
    });
  }

  async get(id: string): Promise<Approval> {
    return await this.#see(await this.#read(id));
  }

  async list({ states, tools }: ApprovalFilter, page: PageRequest = {}): Promise<Page<Approval>> {
    const limit = parsePageLimit(page);
    const start = keys.approval(Number(decodeCursor(LIST, page.cursor) ?? 0) + 1);
    const found: Approval[] = [];
    const damaged: DamageList = new Set();
    for await (const { value } of listSound<Approval>(this.#store.kv, { prefix: prefixes.approvals, start }, damaged)) {
      const approval = await this.#see(value);
      if (states?.includes(approval.state) === false || tools?.includes(approval.change.tool) === false) continue;
      if (found.push(approval) > limit) break;
    }
    const items = found.slice(0, limit);
    const cursor = found.length > limit ? encodeCursor(LIST, parseApprovalId(items.at(-1)!.id)) : null;
    return withDamage({ items, cursor }, damaged);
  }

  async grant(id: string, decision: ApprovalDecision, write?: WriteDocument): Promise<Approval> {
    const stored = await this.#read(id);
    const approval = await this.#see(stored);
    const { change, requested_by: by } = approval;
    const used = await listUsedKeys(this.#store, stored);
    let document: WrittenDocument | undefined;
    try {
      if (change.tool === "export_ticket" && approval.state === "pending") {
        document = await writeDocument(change, write);
      }
      const granted = await this.#decide(id, "granted", null, decision, async (transaction, approval) => {
        const requests = [toApprovalRecord(approval, "accepted", decision)];
        const { result, ...effect } = await carryOut(this.#store, this.#long, transaction, change, { by, requests });
        stageResults(transaction, approval, result, used);
        return effect;
      }, getChangeOptions(this.#long, change));
      document = undefined; // it stays
      const learned = await finishChange(this.#store, this.#long, granted, { by });
      return { ...await this.#see(granted), ...learned };
    } catch (error) {
      await document?.remove();
      if (!(error instanceof RejectedChangeError)) throw error;
      return error.cause.code === "stale_revision"
        ? await this.#decide(id, "expired", error.message, null, changeNothing)
        : await this.#decide(id, "failed", error.message, decision, changeNothing);
    }
  }

  async reject(id: string, reason: string | null, decision: ApprovalDecision): Promise<Approval> {
    return await this.#decide(id, "rejected", reason, decision, async (transaction, approval) => {
      const requests = [toApprovalRecord(approval, "declined", decision)];
      await stageRefusal(this.#long, transaction, approval.change, { by: approval.requested_by, requests });
      return {};
    });
  }

  async settle(question: string, answer: ApprovalAnswer): Promise<ApprovalAnswer> {
    const key = keys.answer(await hashJson(question));
    return await this.#store.commits.commit(async (transaction) => {
      const first = await transaction.get<ApprovalAnswer>(key);
      if (first === null) transaction.set(key, answer, { expireIn: ANSWER_RETENTION });
      return first ?? answer;
    }, { reads: [key] });
  }

  async #read(id: string): Promise<StoredApproval> {
    const number = parseApprovalId(id);
    return requireApproval(number, (await this.#store.kv.get<StoredApproval>(keys.approval(number))).value);
  }

  /** Returns the stored approval as it is now. */
  async #see(stored: StoredApproval): Promise<Approval> {
    const { kv, now } = this.#store;
    const present = toPresent(kv, this.#long);
    const seen = await expireIfStale(present, expireApproval(toApproval(stored), now()))
      .then((approval) => noteUnfinished(present.read, approval));
    if (seen.batch_id === undefined) return seen;
    return { ...seen, ...await this.#long.batches.describe(seen.batch_id) ?? { reason: null } };
  }

  /**
   * Decides a pending approval, in one commit with its effect.
   *
   * @param decision Null if it expires.
   */
  async #decide(
    id: string,
    state: Exclude<ApprovalState, "pending">,
    reason: string | null,
    decision: ApprovalDecision | null,
    stageEffect: (transaction: Transaction, approval: StoredApproval) => Promise<Pick<Approval, "batch_id">>,
    options: ReturnType<typeof getChangeOptions> = { reads: [] as Key[] },
  ): Promise<Approval> {
    const key = keys.approval(parseApprovalId(id));
    return await this.#store.commits.commit(async (transaction) => {
      const stored = await readApproval(transaction, parseApprovalId(id));
      const approval = expireApproval(stored, transaction.now);
      requireNotDecided(approval);
      const effect = await stageEffect(transaction, stored);
      const decided = {
        ...decideApproval(toApproval(approval), state, decision, { now: transaction.now, reason }),
        ...effect,
      };
      stageApproval(transaction, decided);
      await removePending(transaction, decided);
      return decided;
    }, { ...options, reads: [...options.reads, key] });
  }
}

function toPresent(kv: KeyValueStore, { erasures }: LongChanges): Present {
  return {
    read: async (key) => (await kv.get<{ revision: number }>(key)).value,
    isErasureCurrent: (change) => erasures.isCurrent(change),
  };
}

function changeNothing(): Promise<Record<never, never>> {
  return Promise.resolve({});
}
