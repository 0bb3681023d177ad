/**
 * Everything that can happen to a desk.
 *
 * @module
 */

import type { Fault } from "../round.ts";
import { CLOCK_FAULTS } from "./clock.ts";
import { CONNECTION_FAULTS } from "./connections.ts";
import { FILE_FAULTS } from "./files.ts";
import { NETWORK_FAULTS } from "./network.ts";
import { PROCESS_FAULTS } from "./processes.ts";

export const FAULTS: readonly Fault[] = [
  ...PROCESS_FAULTS,
  ...FILE_FAULTS,
  ...CLOCK_FAULTS,
  ...NETWORK_FAULTS,
  ...CONNECTION_FAULTS,
];
