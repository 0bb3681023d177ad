import { DataFailure } from "../data/mod.ts";
import { DeskError } from "../store/mod.ts";
import { Failure } from "./failure.ts";

/** Does the work; what a person can mend becomes the one line that they see. */
export async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataFailure || error instanceof DeskError) {
      throw new Failure(error.message, 1, { cause: error });
    }
    throw error;
  }
}
