import type { Reason, ReasonCode } from "../../base/failures/reason.ts";

/** The words for every reason: a sentence, or a function of the values of the reason that returns one. */
export type FailureReasons = { readonly [Code in ReasonCode]: string | ((values: Reason<Code>) => string) };
