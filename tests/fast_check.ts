/**
 * fast-check with the same seed in every run, so that the tests of one commit have one result. `FAST_CHECK_SEED=N` chooses
 * another seed.
 */

import fc from "fast-check";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(Deno.env.get("FAST_CHECK_SEED") ?? 1) });

export { default } from "fast-check";
