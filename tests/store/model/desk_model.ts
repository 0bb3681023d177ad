import { DeskError } from "../../../store/mod.ts";
import { claim, close, comment, createOnce, link, setNotes, update } from "./changes.ts";
import type { Command, LongCommand, Outcome } from "./commands.ts";
import { DeskState } from "./desk_state.ts";
import { changeMany, erase, undo } from "./long_changes.ts";
import { merge, reopen, unmerge } from "./merges.ts";

/** A desk in plain memory, which says what a real one must do. */
export class DeskModel extends DeskState {
  clone(): DeskModel {
    const { tickets, customers, keys, batches } = this;
    return Object.assign(new DeskModel(), structuredClone({ tickets, customers, keys, batches }));
  }

  /**
   * Carries out a command.
   *
   * @param seen The outcome at the real desk. It only decides which ticket of several a claim takes.
   */
  apply(command: Command | LongCommand, seen: Outcome): Outcome {
    const before = this.clone();
    try {
      return this.#act(command, seen);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      Object.assign(this, before);
      return { error: error.code };
    }
  }

  #act(command: Command | LongCommand, seen: Outcome): Outcome {
    switch (command.do) {
      case "create":
        return createOnce(this, command);
      case "update":
        return update(this, command.id, command.fields, command.revision);
      case "comment":
        return comment(this, command.id, command.kind);
      case "close":
        return close(this, command.id, command.resolution);
      case "reopen":
        return reopen(this, command.id);
      case "claim":
        return claim(this, command.assignee, seen);
      case "merge":
        return merge(this, command.id, command.into);
      case "unmerge":
        return unmerge(this, command.id);
      case "link":
        return link(this, command.id, command.to);
      case "account":
        return this.createAccount(command.email, command.name);
      case "notes":
        return setNotes(this, command.email, command.notes);
      case "batch":
        return changeMany(this, command.ids, command);
      case "undo":
        return undo(this, command.batch);
      case "erase":
        return erase(this, command.email);
    }
  }
}
