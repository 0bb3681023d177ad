import { DataFailure } from "../data/mod.ts";
import { DeskError } from "../store/mod.ts";
import { asFailure } from "./failure.ts";

/** Does the work; what a person can mend becomes the one line that they see. */
export async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFailure(error, [DataFailure, DeskError]);
  }
}
